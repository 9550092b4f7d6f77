import assert from 'node:assert/strict';
import { escaped } from './escape.ts';
import { hoverMarkdown, hoverPlainText } from './hover-text.ts';
import type { HoverWords } from './hover-words.ts';

const words = (more: Partial<HoverWords>): HoverWords => ({ name: 'image', mistakes: [], here: [], ...more });
const nobody = (): undefined => undefined;

describe('the text of a hover', () => {
  it('has the field first, then what is wrong, what it means, and where to read on', () => {
    const hover = words({
      name: 'memory (limit)',
      value: '32 GiB',
      mistakes: ['The limit is lower than the request.'],
      meaning: 'Your program is stopped.',
      place: 'container "main" of Pod "train"',
      link: 'https://kubernetes.io/docs/concepts/#memory',
    });
    assert.deepEqual(hoverMarkdown(hover, nobody).split('\n\n'), [
      '**memory (limit)**: 32 GiB',
      '⚠ The limit is lower than the request.',
      'Your program is stopped.',
      'container "main" of Pod "train" · [Read more](https://kubernetes.io/docs/concepts/#memory)',
    ]);
    assert.match(hoverPlainText(hover), /^memory \(limit\): 32 GiB\n! The limit/);
  });

  it('takes every text as it is: no markup of a manifest or a cluster comes through', () => {
    for (const hostile of [
      '[click](command:porthole.openTool)',
      '![x](https://evil.example/pixel.png)',
      '<img src=x onerror=alert(1)>',
      '`code`',
      '**bold** _it_ ~~gone~~',
      '$(warning)',
      'a | b',
      '&lt;',
      '# heading',
    ]) {
      const said = hoverMarkdown(words({ value: hostile, here: [{ text: hostile }] }), nobody);
      assert.doesNotMatch(said, /(?<!\\)[[\]<>`_$|&#~]/, said);
      assert.equal(said.match(/(?<!\\)\*/g)?.length, 4, said); // those around the name
    }
    assert.equal(
      escaped('see https://evil.example or www.evil.example'),
      'see https\\://evil.example or www\\.evil.example',
    );
    assert.equal(escaped('a\n\n# b\u0000\u202ec'), 'a \\# b c');
    assert.equal(escaped('- item'), '\\- item');
    assert.equal(escaped('1. item'), '1\\. item');
  });

  it('leads nowhere but to plain https pages', () => {
    assert.match(
      hoverMarkdown(words({ link: 'https://x.example/a) [b](command:c' }), nobody),
      /^\*\*image\*\*$/,
    );
  });

  it('offers what can be done only where somebody can do it', () => {
    const here = [
      { text: 'It runs.', actions: [{ title: 'Why?', command: 'porthole.explain', argument: 1 }] },
    ];
    assert.match(
      hoverMarkdown(words({ here }), ({ command }) => `command:${command}`),
      /It runs. \[Why\?\]\(command:porthole.explain\)$/,
    );
    assert.match(hoverMarkdown(words({ here }), nobody), /It runs.$/);
  });
});
