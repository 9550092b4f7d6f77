import assert from 'node:assert/strict';
import { diagnose } from '../diagnose.ts';
import { dying } from './cases.ts';

/** What stands before lines on their way: times of Kubernetes and of the runtime, names of pods and ranks, a logger. */
const PREFIXES: readonly string[] = [
  '2025-11-02T10:11:12.123456789Z ',
  '2025-11-02T10:11:12.123456789+00:00 stderr F ',
  '[pod/train/main] ',
  '[1,0]<stderr>:',
  '[rank0]: ',
  '2025-11-02 10:11:12,123 - root - ERROR - ',
  '\u001b[36m(train pid=123, ip=10.0.0.1)\u001b[0m ',
];

function prefixed(text: string, prefix: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? line : `${prefix}${line}`))
    .join('\n');
}

/**
 * Lines that programs, their libraries and their servers are known to die with, word for word, and the cause that each of them means.
 * Each is the whole log of a program that ended with exit code 1, bare and as launchers and collectors hand it on.
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
          for (const prefix of PREFIXES) {
            const other = dying(prefixed(`starting\n${said}\n`, prefix));
            assert.equal(diagnose(other.bundle(), other.ref).findings[0]?.cause, cause, prefix);
          }
        });
      }
    });
  }
}
