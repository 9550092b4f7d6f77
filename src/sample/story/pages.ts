import type { RequestListener, ServerResponse } from 'node:http';
import * as l10n from '@vscode/l10n';

export interface PagePlan {
  readonly title: string;
  /** Two colours, as the tool's own pages have them. */
  readonly colours: readonly [string, string];
  readonly text: () => string;
  /** Plain answers, by path: health checks and small APIs. */
  readonly answers: Readonly<Record<string, string>>;
}

/** A small web server in a pod: plain answers where a program would ask, and for people one page that says what it stands for. */
export function pageServer(plan: PagePlan): RequestListener {
  return (request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const plain = plan.answers[path];
    if (plain !== undefined)
      send(response, plain.startsWith('{') ? 'application/json' : 'text/plain; charset=utf-8', plain);
    else send(response, 'text/html; charset=utf-8', page(plan));
  };
}

function send(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  });
  response.end(body);
}

function page({ title, colours: [dark, bright], text }: PagePlan): string {
  const heading = l10n.t('{0} of the sample cluster', title);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(heading)}</title>
<style>
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 16px/1.5 system-ui, sans-serif; background: #f6f6f4; color: #222; }
  main { max-width: 30rem; margin: 1rem; background: #fff; border-radius: 12px; overflow: hidden; box-shadow: 0 2px 16px #0002; }
  header { background: ${dark}; color: #fff; padding: 1.5rem 2rem; border-bottom: 6px solid ${bright}; } h1 { margin: 0; font-size: 1.4rem; }
  section { padding: 1rem 2rem 2rem; } small { color: #666; }
  @media (prefers-color-scheme: dark) { body { background: #1e1e1e; color: #ddd; } main { background: #2a2a2a; } small { color: #aaa; } }
</style></head>
<body><main><header><h1>${escaped(heading)}</h1></header>
<section><p>${escaped(text())}</p>
<p>${escaped(l10n.t('The page came the way that it would come from your own cluster: through a connection into the pod, which follows the pod when it is replaced.'))}</p>
<small>${escaped(l10n.t('Nothing here is real, and nothing that you do here can break anything.'))}</small></section></main></body></html>
`;
}

const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
