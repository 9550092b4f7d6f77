import assert from 'node:assert/strict';
import { diagnose } from '../diagnose.ts';
import { dying } from './cases.ts';

/**
 * Lines that programs, their libraries and their servers are known to die with, word for word, and the cause that each of them means.
 * Each is the whole log of a program that ended with exit code 1.
 */
export function describeSayings(sayings: Readonly<Record<string, readonly string[]>>): void {
  for (const [cause, texts] of Object.entries(sayings)) {
    describe(`a program that ends in ${cause}`, () => {
      for (const said of texts) {
        it(`says ${said.replace(/\s+/g, ' ').slice(0, 110)}`, () => {
          const builder = dying(`starting\n${said}\n`);
          const [first] = diagnose(builder.bundle(), builder.ref).findings;
          assert.equal(first?.cause, cause, first?.title);
          assert.ok(first.evidence.length > 0 && first.actions.length > 0, 'evidence and actions');
        });
      }
    });
  }
}
