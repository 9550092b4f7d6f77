import assert from 'node:assert/strict';
import { catalogue } from './catalogue/catalogue.ts';
import { mlflow } from './catalogue/mlflow.ts';
import type { ToolRule } from './catalogue/tool-rule.ts';
import type { Endpoint, Snippet } from './installed-tool.ts';
import { codeAt, firstPort, localAddress, snippetsOf } from './snippets.ts';

const endpoint = (id: string, more: Partial<Endpoint> = {}): Endpoint => ({
  id,
  title: id,
  service: id,
  port: 80,
  scheme: 'http',
  path: '/',
  main: true,
  ...more,
});
/** All doors of a tool, as its catalogue has them. */
const doorsOf = ({ endpoints }: ToolRule): Endpoint[] =>
  endpoints.map((rule) =>
    endpoint(rule.id, {
      scheme: rule.scheme === 'by-port' ? 'http' : rule.scheme,
      ...(rule.preferredLocalPort === undefined ? {} : { preferredLocalPort: rule.preferredLocalPort }),
    }),
  );
const textOf = (snippets: readonly Snippet[]): string => snippets.map(({ text }) => text).join('\n');

describe('code to use a tool', () => {
  it('names the local address that Porthole takes first', () => {
    const [python, shell, cell] = snippetsOf(mlflow, [endpoint('ui', { preferredLocalPort: 5000 })]);
    assert.match(python?.text ?? '', /set_tracking_uri\("http:\/\/127\.0\.0\.1:5000"\)/);
    assert.equal(shell?.text, 'export MLFLOW_TRACKING_URI=http://127.0.0.1:5000');
    assert.equal(cell?.text, '%env MLFLOW_TRACKING_URI=http://127.0.0.1:5000');
    assert.deepEqual(cell.uses, [{ endpoint: 'ui', address: '127.0.0.1:5000' }]);
  });

  it('speaks https where the tool does', () => {
    const [, shell] = snippetsOf(mlflow, [endpoint('ui', { scheme: 'https', preferredLocalPort: 5000 })]);
    assert.equal(shell?.text, 'export MLFLOW_TRACKING_URI=https://127.0.0.1:5000');
  });

  it('is whole for every tool: each address in it is that of an endpoint, each kind of line names one', () => {
    for (const rule of catalogue) {
      const doors = doorsOf(rule);
      const known = doors.map((door) => `127.0.0.1:${firstPort(door)}`);
      const snippets = snippetsOf(rule, doors);
      assert.equal(new Set(snippets.map(({ id }) => id)).size, snippets.length, rule.id);
      for (const { id, title, text, uses = [] } of snippets) {
        const addresses = [...text.matchAll(/127\.0\.0\.1:\d+/g)].map(([address]) => address);
        assert.ok(addresses.length > 0 && uses.length > 0, `${rule.id} ${id}`);
        for (const address of addresses) assert.ok(known.includes(address), `${rule.id} ${id}: ${address}`);
        assert.doesNotMatch(text, /undefined|\0|localhost/, `${rule.id} ${id}`);
        assert.match(title, /^[A-Z]/, `${rule.id} ${id}`);
      }
    }
  });

  it('asks for passwords, and has none in it', () => {
    for (const rule of catalogue) {
      const text = textOf(snippetsOf(rule, doorsOf(rule)));
      assert.doesNotMatch(text, /(password|secret|token)\s*=\s*"(?!none")[^"]+"/i, rule.id);
    }
  });

  it('is not given where this installation lacks what it would need', () => {
    for (const rule of catalogue) {
      for (const missing of rule.endpoints) {
        const rest = doorsOf(rule).filter(({ id }) => id !== missing.id);
        for (const { id, text, uses = [] } of snippetsOf(rule, rest)) {
          assert.ok(
            uses.every((use) => use.endpoint !== missing.id),
            `${rule.id} ${id}`,
          );
          assert.doesNotMatch(text, /\0|:\/\/"|=\s*$/m, `${rule.id} ${id} without ${missing.id}`);
        }
      }
    }
    assert.deepEqual(snippetsOf(mlflow, []), []);
  });
});

describe('code at the ports that are open', () => {
  const snippet: Snippet = {
    id: 'x',
    title: 'X',
    text: 'a http://127.0.0.1:8080/api b tcp://127.0.0.1:8786 c http://127.0.0.1:80/x',
    uses: [
      { endpoint: 'ui', address: '127.0.0.1:8080' },
      { endpoint: 'scheduler', address: '127.0.0.1:8786' },
      { endpoint: 'plain', address: '127.0.0.1:80' },
    ],
  };

  it('changes each address to the live one, though one is the beginning of another', () => {
    const code = codeAt(
      snippet,
      new Map([
        ['ui', 9001],
        ['plain', 8081],
      ]),
    );
    assert.equal(code, 'a http://127.0.0.1:9001/api b tcp://127.0.0.1:8786 c http://127.0.0.1:8081/x');
  });

  it('swaps ports that took each other’s place', () => {
    const code = codeAt(
      snippet,
      new Map([
        ['ui', 8786],
        ['scheduler', 8080],
      ]),
    );
    assert.equal(code, 'a http://127.0.0.1:8786/api b tcp://127.0.0.1:8080 c http://127.0.0.1:80/x');
  });

  it('leaves code alone that uses nothing', () => {
    assert.equal(
      codeAt({ id: 'y', title: 'Y', text: 'x = "127.0.0.1:1"' }, new Map([['ui', 2]])),
      'x = "127.0.0.1:1"',
    );
  });

  it('takes the port that people know a tool by, else that of its Service', () => {
    assert.equal(firstPort({ port: 80, preferredLocalPort: 5000 }), 5000);
    assert.equal(firstPort({ port: 80 }), 80);
    assert.equal(localAddress({ scheme: 'tcp' }, 8786), 'tcp://127.0.0.1:8786');
  });
});
