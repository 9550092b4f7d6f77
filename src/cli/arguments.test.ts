import assert from 'node:assert/strict';
import { parseCall } from './arguments.ts';
import { UsageError } from './usage.ts';

describe('the words after porthole', () => {
  it('reads a whole call', () => {
    const call = parseCall([
      'explain',
      'pod/train-0',
      '-n',
      'team-a',
      '-f',
      'a.yaml',
      '-f',
      '-',
      '-o',
      'json',
    ]);
    assert.ok(call);
    assert.deepEqual(
      [call.command, call.operands, call.namespace, call.files, call.output],
      ['explain', ['pod/train-0'], 'team-a', ['a.yaml', '-'], 'json'],
    );
  });

  it('takes -f as follow for logs', () => {
    const call = parseCall(['logs', 'train-0', '-f', '--tail', '20', '--since', '1h30m']);
    assert.deepEqual([call?.follow, call?.files, call?.tail, call?.sinceSeconds], [true, [], 20, 5400]);
  });

  it('reads ports', () => {
    assert.deepEqual(parseCall(['forward', 'web', '--port', '8080:80'])?.port, { local: 8080, remote: 80 });
    assert.deepEqual(parseCall(['forward', 'web', '--port', '8080'])?.port, {
      local: 8080,
      remote: undefined,
    });
  });

  it('answers a call for help', () => {
    for (const words of [['help'], ['--help'], ['pods', '-h']]) assert.equal(parseCall(words), undefined);
  });

  const wrong: [words: string[], says: RegExp][] = [
    [[], /say what to do/],
    [['dance'], /no command "dance"/],
    [['pods', '--tail', '3'], /pods has no option --tail/],
    [['pods', '-o', 'markdown'], /text, json/],
    [['hover', 'a.yaml', '1:1', '-n', 'x'], /hover has no option --namespace/],
    [['logs', 'x', '--tail', 'many'], /whole number/],
    [['logs', 'x', '--since', 'yesterday'], /duration/],
    [['forward', 'x', '--port', '99999'], /LOCAL:REMOTE/],
    [['explain', '--nonsense'], /nonsense/],
  ];
  for (const [words, says] of wrong) {
    it(`refuses: porthole ${words.join(' ')}`, () => {
      assert.throws(
        () => parseCall(words),
        (error) => error instanceof UsageError && says.test(error.message),
      );
    });
  }
});
