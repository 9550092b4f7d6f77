import { archOf } from '../../facts/architecture.ts';
import { crashSays } from '../crash-says.ts';
import { programIn, signature } from '../signature.ts';

/** Commands that are not there, programs for another processor, crashes in native code. */
export const binarySignatures = [
  signature({
    cause: 'command-not-found',
    needles: [
      'command not found',
      'executable file not found',
      ': not found',
      'no such file or directory',
      "can't open file",
    ],
    pattern:
      /(?:^|: )(?:line )?(?:\d+: )?([\w./+-]+): (?:command )?not found$|exec: "([^"]+)": executable file not found|(?:\/bin\/\S*sh|exec|env|tini|dumb-init|entrypoint\S*)\b.*?:? [`'‘"]?([\w./+-]+)[`'’"]?: No such file or directory|exec ([\w./+-]+): no such file or directory|can't open file '([^']+)': \[Errno 2\]/,
    strength: 2,
    says: (hit, source) => {
      const code = source.container?.end?.exitCode;
      // A script that goes on after a missing command does not die of it.
      if (
        code !== undefined &&
        ![127, 128, 126].includes(code) &&
        !/executable file not found|can't open file/.test(hit.text)
      )
        return undefined;
      return {
        ...crashSays(hit, source),
        command: hit.match.slice(1).find(Boolean),
        image: source.container?.image,
      };
    },
  }),
  signature({
    cause: 'image-wrong-architecture',
    needles: ['exec format error', 'cannot execute binary file'],
    pattern: /exec format error|cannot execute binary file/i,
    strength: 3,
    confidence: 'likely',
    says: (hit, source) => ({
      image: source.container?.image ?? '',
      container: programIn(source),
      message: hit.text,
      registry: '',
      node: source.pod?.nodeName,
      arch: source.pod === undefined ? undefined : archOf(source.pod, source.index),
    }),
  }),
  signature({
    cause: 'cpu-instruction-set',
    needles: ['illegal instruction', 'avx', 'sse4', 'x86-64-v', 'cpu does not support'],
    pattern:
      /Illegal instruction|SIGILL|compiled to use (?:AVX|SSE)\S* instructions|(?:CPU|processor) does not support (?:AVX|x86-64-v\d|SSE)|requires .*\bAVX\b|CPU ISA level is lower than required|Fatal glibc error: CPU does not support/i,
    strength: 3,
    says: (hit, source) =>
      /optimized to use|rebuild TensorFlow/i.test(hit.text)
        ? undefined
        : { ...crashSays(hit, source), node: source.pod?.nodeName },
  }),
  signature({
    cause: 'native-crash',
    needles: [
      'segmentation fault',
      'sigsegv',
      'core dumped',
      'terminate called',
      'double free',
      'corrupted size',
      'a fatal error has been detected by the java',
      'free(): invalid',
      'malloc(): ',
      'sigabrt',
      'floating point exception',
    ],
    pattern:
      /Segmentation fault|(?<!\[signal )SIGSEGV|terminate called (?:after throwing|without)|double free or corruption|corrupted size vs\. prev_size|free\(\): invalid|malloc\(\): |A fatal error has been detected by the Java Runtime|SIGABRT|Fatal Python error: Aborted|Floating point exception/,
    strength: 2,
    says: (hit, source) => ({
      ...crashSays(hit, source),
      signal: /seg|SIGSEGV/i.test(hit.text) ? 'SIGSEGV' : 'SIGABRT',
    }),
  }),
];
