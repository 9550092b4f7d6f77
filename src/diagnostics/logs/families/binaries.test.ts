import { describeSayings } from '../../testing/sayings.ts';

describeSayings({
  'cpu-instruction-set': [
    "The TensorFlow library was compiled to use AVX instructions, but these aren't available on your machine.",
    'Illegal instruction (core dumped)',
    'Fatal glibc error: CPU does not support x86-64-v2',
    'WARNING: MongoDB 5.0+ requires a CPU with AVX support, and your current system does not appear to have that!',
  ],
  'image-wrong-architecture': [
    'exec /usr/local/bin/python: exec format error',
    'standard_init_linux.go:228: exec user process caused: exec format error',
    '/bin/sh: 1: /app/x: Exec format error',
  ],
  'native-crash': [
    'Segmentation fault (core dumped)',
    'double free or corruption (!prev)',
    'Fatal Python error: Segmentation fault',
    '# A fatal error has been detected by the Java Runtime Environment:\n#\n#  SIGSEGV (0xb) at pc=0x00007f',
    '*** Process received signal ***\nSignal: Segmentation fault (11)',
    'corrupted size vs. prev_size',
  ],
});
