import assert from 'node:assert/strict';
import { levelOf } from './severity.ts';

describe('how bad a line is', () => {
  const cases: Record<string, readonly string[]> = {
    error: [
      'ERROR:root:no such file',
      '2026-01-15 10:00:00,123 - train - ERROR - lost worker',
      '[2026-01-15T10:00:00.000+0000] {taskinstance.py:1824} ERROR - Task failed',
      'E0115 10:00:00.000000       1 main.go:3] broken',
      '{"level": "error", "msg": "broken"}',
      'time=2026 level=error msg=broken',
      '26/01/15 10:00:00 ERROR Executor: Exception in task',
      "ModuleNotFoundError: No module named 'torch'",
      'torch.cuda.OutOfMemoryError: CUDA out of memory',
    ],
    warning: [
      'WARNING dataloader: worker 3 slow',
      'W0115 10:00:00.000000 1 x.go:1] hm',
      '{"severity":"warning"}',
      'DeprecationWarning: old',
    ],
    plain: [
      'step 1200 loss 2.1',
      'error_rate=0.1',
      'no errors found',
      'loading ERRORS.csv',
      '',
      'epoch 3: 0 errors',
    ],
  };
  for (const [level, lines] of Object.entries(cases))
    for (const line of lines) it(`${level}: ${line}`, () => assert.equal(levelOf(line), level));
});
