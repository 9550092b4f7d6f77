import assert from 'node:assert/strict';
import { labelSelector } from './label-selector.ts';

const matches = (selector: string, labels: Record<string, string>): boolean | undefined =>
  labelSelector(selector)?.(labels);

describe('a label selector', () => {
  it('is read as kubectl takes it', () => {
    const labels = { app: 'train', 'example.com/tier': 'gpu' };
    for (const selector of [
      'app=train',
      'app == train',
      'app!=other',
      'app in (eval, train)',
      'app notin (eval,x)',
      'example.com/tier',
      '!old',
      'app=train,example.com/tier=gpu,!old',
      'absent notin (x)',
    ])
      assert.equal(matches(selector, labels), true, selector);
    for (const selector of ['app=trai', 'app!=train', 'app in (eval)', 'old', '!app', 'app=train,old'])
      assert.equal(matches(selector, labels), false, selector);
  });

  it('is nothing where the text is none', () => {
    for (const text of ['', 'a b', 'app in x', '=x', 'app=(x)', 'a,,b'])
      assert.equal(labelSelector(text), undefined, text);
  });
});
