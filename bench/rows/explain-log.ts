import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLog } from '../../src/diagnostics/logs/reading.ts';
import { processorMs } from '../processor.ts';
import type { Row } from '../row.ts';

const BYTES = 50_000_000;
const WORDS = 'error|exception|traceback|fatal|panic|failed|killed|denied|refused';
const LINES: Readonly<Record<string, string>> = {
  'no trouble': '2026-01-15 10:00:00 INFO step 123 loss 0.123 lr 0.001 batch 17/900\n',
  'words like trouble':
    '{"level":"info","msg":"handled request","path":"/api/v1/x","error":null,"status":200}\n',
  'a flood of errors': 'ERROR could not connect to server: Connection refused\n',
  'tracebacks in JSON':
    '{"msg":"Traceback (most recent call last):\\n  File \\"/app/a.py\\", line 1\\nValueError: bad row 7"}\n',
};

export const row: Row = {
  name: 'explain-log',
  measures: 'processor time until the first error is found in 50 MB of log, of the kind that takes longest',
  unit: 'ms',
  bound: 1_000,
  measure: () => {
    const folder = mkdtempSync(join(tmpdir(), 'porthole-bench-'));
    try {
      const read = Object.entries(LINES).map(([what, line]) => {
        const file = join(folder, 'log');
        writeFileSync(file, line.repeat(Math.ceil(BYTES / line.length)));
        const text = readFileSync(file, 'latin1');
        const took = processorMs(() => readLog({ text }));
        const begun = performance.now();
        spawnSync('grep', ['-ciE', WORDS, file]);
        return { what, took, grep: performance.now() - begun };
      });
      const note = read.map(
        ({ what, took, grep }) => `${what} ${took.toFixed(0)} ms, grep ${grep.toFixed(0)} ms`,
      );
      return Promise.resolve({ value: Math.max(...read.map(({ took }) => took)), note: note.join('; ') });
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
