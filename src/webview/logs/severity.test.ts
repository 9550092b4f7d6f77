import assert from 'node:assert/strict';
import { levelOf } from './severity.ts';
import type { Level } from './severity.ts';

/** Lines as programs print them. */
const LINES: Readonly<Record<Level, readonly string[]>> = {
  error: [
    'ERROR:root:it broke',
    '2026-01-15 10:00:00,123 - train - ERROR - out of data',
    '2026-01-15 10:00:00,123 CRITICAL worker: gone',
    'E0115 10:00:00.000000       1 reflector.go:138] failed to list',
    'F0115 10:00:00.000000       1 main.go:1] no',
    '{"ts": "2026-01-15T10:00:00Z", "msg": "it says something long first", "level": "error"}',
    '{"severity":"CRITICAL","message":"x"}',
    '{"level":50,"msg":"pino"}',
    'time="2026-01-15T10:00:00Z" level=error msg="no route"',
    'level=fatal msg=x',
    '26/01/15 10:00:00 ERROR TaskSetManager: Task 0 in stage 1.0 failed 4 times',
    '[2026-01-15T10:00:00.000+0000] {taskinstance.py:1824} ERROR - Task failed with exception',
    '[E 2026-01-15 10:00:00.000 JupyterHub web:1] 500 GET',
    '2026-01-15 10:00:00.123456: E external/local_xla/xla.cc:9] Unable to register',
    '2026/01/15 10:00:00 [error] 7#7: *1 open() failed',
    'ERRO[0000] cannot connect',
    "ModuleNotFoundError: No module named 'torch'",
    'pyarrow.lib.ArrowMemoryError: malloc of size 4294967296 failed',
    'KeyboardInterrupt',
    'FATAL: password authentication failed for user "mlflow"',
  ],
  warning: [
    'WARNING:py.warnings:x',
    'W0115 10:00:00.000000       1 x.go:1] hm',
    '26/01/15 10:00:00 WARN NativeCodeLoader: Unable to load native-hadoop library',
    '{"level":"warn","msg":"slow"}',
    'level=warning msg="slow"',
    '/app/train.py:12: UserWarning: deprecated',
    'FutureWarning: will change',
    '[W 2026-01-15 10:00:00.000 ServerApp] No web browser found',
    'distributed.worker - WARNING - Memory use is high',
  ],
  info: [
    'INFO:     Started server process [1]',
    'INFO: 0 ERROR so far',
    '[2026-01-15T10:00:00.000+0000] {x.py:1} INFO - Marking task as SUCCESS',
    '{"level":30,"msg":"pino"}',
    'I0115 10:00:00.000000       1 x.go:1] ok',
  ],
  debug: ['DEBUG:urllib3:x', '{"level":"debug","msg":"x"}', 'level=trace msg=x', '{"level":20,"msg":"x"}'],
  plain: [
    '',
    'epoch 3: loss 0.1',
    'an error was not found',
    'loading ERRORS.csv',
    'reading /data/INFO/x',
    'terrorism data set',
    '{"a": 1}',
  ],
};

describe('how serious a line is', () => {
  for (const [level, lines] of Object.entries(LINES))
    for (const line of lines)
      it(`${level}: ${line}`, () => {
        assert.equal(levelOf(line), level);
      });
});
