// The page in a thread of its own, as it is a process of its own in the editor: takes lines into its model, and answers for them.
import { parentPort } from 'node:worker_threads';
import { toPage } from '../../src/views/logs/protocol.ts';
import { LogModel } from '../../src/webview/logs/log-model.ts';

const model = new LogModel();

parentPort?.on('message', (received: unknown) => {
  const message = toPage(received);
  if (message?.type === 'lines') {
    model.add(message.first, message.oldest, message.lines);
    parentPort?.postMessage({ shown: message.first + message.lines.ends.length - 1 });
    return;
  }
  globalThis.gc?.();
  const { heapUsed } = process.memoryUsage();
  parentPort?.postMessage({ heapUsed });
});
parentPort?.postMessage('ready');
