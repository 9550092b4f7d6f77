import assert from 'node:assert/strict';
import { plain } from '../../common/terminal-text.ts';
import { spans } from './ansi.ts';

const ESC = String.fromCharCode(27);
const BEL = String.fromCharCode(7);

describe('escape sequences of a terminal', () => {
  it('become looks', () => {
    assert.deepEqual(spans(`${ESC}[1;31merror${ESC}[0m: ${ESC}[93mhm`), [
      { text: 'error', look: 'ansi-bold ansi-red' },
      { text: ': ', look: '' },
      { text: 'hm', look: 'ansi-bright-yellow' },
    ]);
  });

  it('know 256 and 16 million colours', () => {
    assert.deepEqual(spans(`${ESC}[38;5;208ma${ESC}[38;2;1;2;300mb${ESC}[48;5;244mc`), [
      { text: 'a', look: '', color: 'rgb(255, 135, 0)' },
      { text: 'b', look: '', color: 'rgb(1, 2, 255)' },
      { text: 'c', look: '', color: 'rgb(1, 2, 255)', background: 'rgb(128, 128, 128)' },
    ]);
  });

  it('turn colours around, and strike through', () => {
    assert.deepEqual(spans(`${ESC}[7;31;9mx${ESC}[27;29my`), [
      { text: 'x', look: 'ansi-struck ansi-inverse ansi-on-red' },
      { text: 'y', look: 'ansi-red' },
    ]);
  });

  it('make links of web addresses, and of nothing else', () => {
    assert.deepEqual(spans(`a ${ESC}]8;;https://x.example/y${BEL}here${ESC}]8;;${ESC}\\ b`), [
      { text: 'a ', look: '' },
      { text: 'here', look: '', url: 'https://x.example/y' },
      { text: ' b', look: '' },
    ]);
    for (const url of [
      'javascript:alert(1)',
      'command:workbench.action.quit',
      'file:///etc/passwd',
      'vscode://x',
    ])
      assert.deepEqual(spans(`${ESC}]8;;${url}${BEL}x`), [{ text: 'x', look: '' }]);
  });

  it('that set titles, write the clipboard, move or ask are left out', () => {
    assert.equal(
      plain(`a${ESC}]0;title${BEL}b${ESC}]52;c;aGk=${ESC}\\c${ESC}[2J${ESC}[6n${ESC}7d${ESC}Pq1${ESC}\\e`),
      'abcde',
    );
  });

  it('that never end do not swallow what is not theirs, nor throw', () => {
    for (const text of [ESC, `${ESC}[`, `${ESC}[38;5m`, `${ESC}[38m x`, `${ESC}]8;;http://x`])
      assert.doesNotThrow(() => spans(text));
    assert.equal(plain(`${ESC}[31`), '␛[31');
  });

  it('and tricks with control characters and direction are made visible', () => {
    assert.equal(plain('a\u0000b\u202egpj.exe'), 'a␀b·gpj.exe');
    assert.equal(plain('tab\tstays'), 'tab\tstays');
  });
});
