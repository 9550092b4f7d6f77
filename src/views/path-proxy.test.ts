import assert from 'node:assert/strict';
import { asksForTheTop, pathBefore } from './path-proxy.ts';

const local = (path: string) => ({ authority: '127.0.0.1:4200', path });

describe('a local port in an editor that runs in the browser', () => {
  it('is below a path of code-server', () => {
    const shown = (path: string) => ({ authority: 'code.example.com', path });
    assert.equal(pathBefore(local('/'), shown('/proxy/4200/')), '/proxy/4200');
    assert.equal(pathBefore(local('/hub/home'), shown('/team/proxy/4200/hub/home')), '/team/proxy/4200');
  });

  it('has an address of its own on a desktop, in Codespaces and through SSH', () => {
    assert.equal(pathBefore(local('/lab'), local('/lab')), undefined);
    const tunnel = { authority: 'silver-fox-4200.app.example.com', path: '/lab' };
    assert.equal(pathBefore(local('/lab'), tunnel), undefined);
    assert.equal(pathBefore(local('/'), { authority: 'localhost:4201', path: '/' }), undefined);
  });

  it('shows what a page refers to relative to itself, and nothing that it asks for at the top', () => {
    assert.equal(
      asksForTheTop('<script type="module" crossorigin src="/v2/assets/index.js"></script>'),
      true,
    );
    assert.equal(asksForTheTop("<form method='post' action='/hub/login'>"), true);
    assert.equal(asksForTheTop('<script src="static-files/main.js"></script><a href="#/runs">'), false);
    assert.equal(
      asksForTheTop('<link href="//cdn.example.com/a.css"><a href="https://example.com/">'),
      false,
    );
  });
});
