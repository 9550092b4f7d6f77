import { WebSocket } from 'ws';
import { text } from '../../../src/common/json.ts';

/**
 * Runs a cell as an editor does that was given the address of a Jupyter server: a kernel is asked for, its WebSocket carries the cell
 * there and what it prints back.
 */
export async function runCell(address: string, token: string, code: string): Promise<string> {
  const headers = { authorization: `token ${token}` };
  const base = address.endsWith('/') ? address : `${address}/`;
  const made = await fetch(new URL('api/kernels', base), { method: 'POST', headers });
  const kernel = text(await made.json(), 'id');
  if (made.status !== 201 || kernel === undefined) throw new Error(`no kernel: HTTP ${made.status}`);
  const channels = new URL(`api/kernels/${kernel}/channels`, base);
  channels.protocol = 'ws:';
  const socket = new WebSocket(channels, { headers });
  try {
    return await printed(socket, code);
  } finally {
    socket.terminate();
    await fetch(new URL(`api/kernels/${kernel}`, base), { method: 'DELETE', headers });
  }
}

/** What the cell has printed when it is done. Source: Messaging in Jupyter, version 5.3. */
function printed(socket: WebSocket, code: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    let isDone = false;
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('the WebSocket was closed before the cell was done')));
    socket.once('open', () => socket.send(JSON.stringify(executeRequest(code))));
    socket.on('message', (bytes: Buffer) => {
      const message: unknown = JSON.parse(bytes.toString());
      if (text(message, 'parent_header', 'msg_id') !== CELL) return;
      const type = text(message, 'header', 'msg_type');
      if (type === 'stream') output += text(message, 'content', 'text') ?? '';
      if (type === 'error') reject(new Error(text(message, 'content', 'evalue')));
      // Output and reply come on two channels; "idle" is the last word on that of the output.
      isDone ||= type === 'status' && text(message, 'content', 'execution_state') === 'idle';
      if (isDone) resolve(output);
    });
  });
}

const CELL = 'the-cell';

function executeRequest(code: string): object {
  return {
    channel: 'shell',
    header: {
      msg_id: CELL,
      msg_type: 'execute_request',
      username: '',
      session: 'the-session',
      date: new Date().toISOString(),
      version: '5.3',
    },
    parent_header: {},
    metadata: {},
    content: { code, silent: false, store_history: false, user_expressions: {}, allow_stdin: false },
  };
}
