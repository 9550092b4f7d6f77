// What programs of data work print, with everything that a terminal, a logger or somebody who means harm puts into it.

const ESC = '\u001b';
const BEL = '\u0007';

export const TRACEBACK = [
  'Traceback (most recent call last):',
  '  File "/app/train.py", line 88, in <module>',
  '    table = pq.read_table(shard)',
  '  File "/usr/lib/python3.12/site-packages/pyarrow/parquet.py", line 7, in read_table',
  '    raise',
  'pyarrow.lib.ArrowMemoryError: malloc of size 4294967296 failed',
];

export const TRAINING: readonly string[] = [
  '2026-01-15 10:00:00,120 - train - INFO - loading shard 5/9 from /data/tokens',
  '2026-01-15 10:00:00,220 - train - DEBUG - prefetch queue has 12 batches',
  `${ESC}[32mINFO${ESC}[0m:     Uvicorn running on ${ESC}[1mhttp://0.0.0.0:8000${ESC}[0m (Press CTRL+C to quit)`,
  `${ESC}[34m${ESC}[1mwandb${ESC}[0m: View run at ${ESC}]8;;https://wandb.example/team/runs/7${BEL}run 7${ESC}]8;;${BEL}`,
  'epoch 3:   0%|          | 0/1000\repoch 3:  47%|████▋     | 470/1000 [02:11<02:28, 3.57it/s]',
  'WARNING dataloader: worker 3 slow (2.4 s)',
  '{"ts":"2026-01-15T10:00:00Z","level":"warning","logger":"serve","msg":"queue is long","depth":41,"model":"llama-8b"}',
  'time="2026-01-15T10:00:00Z" level=info msg="metrics pushed" job=train took=12ms',
  '26/01/15 10:00:01 WARN TaskSetManager: Lost task 3.0 in stage 2.0 (TID 17)',
  '[2026-01-15T10:00:01.000+0000] {taskinstance.py:1824} ERROR - Task failed with exception',
  ...TRACEBACK,
  'step 1201 loss 2.1840 lr 3.0e-4',
  '{"level":"error","message":"request failed","logger":"api","status":503,"exception":"Traceback (most recent call last):\\n  File \\"api.py\\", line 12, in predict\\nTimeoutError: model is busy"}',
  'starting again, CUDA 12.4, 1 GPU (A100 40GB)',
];

/** Each of these does something on a terminal or in a browser that trusts it. */
export const HOSTILE: readonly string[] = [
  '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>',
  `${ESC}]0;owned${BEL}a title`,
  `${ESC}]52;c;b3duZWQ=${BEL}the clipboard`,
  `${ESC}]8;;javascript:document.title='owned'${BEL}a script${ESC}]8;;${BEL}`,
  `${ESC}]8;;command:workbench.action.closeWindow${BEL}a command${ESC}]8;;${BEL}`,
  'annotated \u202egpj.exe\u202c name',
  'NUL \u0000 and bell \u0007 and \u009b31m',
  `${ESC}[2J${ESC}[H${ESC}[6n${ESC}c screen`,
  '<a href="https://evil.example/">link</a> <style>*{display:none}</style>',
];
