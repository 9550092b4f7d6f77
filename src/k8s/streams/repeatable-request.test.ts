import assert from 'node:assert/strict';
import { isRepeatable } from './repeatable-request.ts';

const repeatable = (...sent: string[]): boolean => isRepeatable(sent.map((text) => Buffer.from(text)));

describe('a request that may be sent again', () => {
  it('asks for something, and is complete', () => {
    assert.ok(repeatable('GET /lab?x=1 HTTP/1.1\r\nHost: localhost\r\n\r\n'));
    assert.ok(repeatable('HEAD / HTTP/1.0\r\n', 'Host: a\r\n\r\n'));
    assert.ok(repeatable('GET /ws HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'));
  });

  it('is nothing that may change something', () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'get'])
      assert.ok(!repeatable(`${method} / HTTP/1.1\r\nHost: a\r\n\r\n`), method);
    assert.ok(!repeatable('GET / HTTP/1.1\r\nContent-Length: 2\r\n\r\n'));
    assert.ok(!repeatable('GET / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n'));
  });

  it('is neither half a request nor more than one, nor anything but HTTP/1', () => {
    assert.ok(!repeatable('GET / HTTP/1.1\r\nHost: a\r\n'));
    assert.ok(!repeatable('GET / HTTP/1.1\r\n\r\n', 'GET / HTTP/1.1\r\n\r\n'));
    assert.ok(!repeatable('GET / HTTP/1.1\r\n\r\nGET / HT'));
    assert.ok(!repeatable('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'));
    assert.ok(!repeatable());
    assert.ok(!repeatable('\r\n\r\n'));
  });
});
