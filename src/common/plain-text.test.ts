import assert from 'node:assert/strict';
import { plainLine, plainNotice, plainText } from './plain-text.ts';

const ESC = '\u001b';

describe('plain text', () => {
  it('is what people write, in any script, with its lines, emoji and joiners', () => {
    for (const text of ['', 'a b', 'שלום עולם', 'नमस्ते', '👩‍🔬 42 %', 'one\ntwo\tthree', 'naïve — “quoted”'])
      assert.equal(plainText(text), text);
  });

  it('has no colours, no cursor movements, no links and no window titles of a terminal', () => {
    assert.equal(plainText(`${ESC}[1;31mred${ESC}[0m`), 'red');
    assert.equal(plainText(`a${ESC}[2Ab${ESC}[Kc`), 'abc');
    assert.equal(plainText(`${ESC}]0;title\u0007x`), 'x');
    assert.equal(plainText(`${ESC}]8;;https://example.com${ESC}\\here${ESC}]8;;${ESC}\\`), 'here');
    assert.equal(plainText(`${ESC}]52;c;Y29weQ==${ESC}\\x`), 'x');
    assert.equal(plainText(`${ESC}Pq#0${ESC}\\x`), 'x');
    assert.equal(plainText(`end${ESC}`), 'end');
  });

  it('does not hide or turn around anything', () => {
    assert.equal(plainText('train\u202egpj.exe'), 'traingpj.exe');
    assert.equal(plainText('\ufeffa\u0000b\u0008c\u009bd\u2066e\u2069'), 'abcde');
  });

  it('ends its lines in one way', () => {
    assert.equal(plainText('a\r\nb\rc\u2028d'), 'a\nb\nc\nd');
    assert.equal(plainLine('a\r\n\tb'), 'a b');
  });

  it('makes no links in a notification', () => {
    const message = 'image [click](command:workbench.action.quit) not found';
    assert.ok(!/\[[^\]]+\]\(/.test(plainNotice(message)));
  });
});
