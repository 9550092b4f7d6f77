import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import * as l10n from '@vscode/l10n';
import { ClusterError } from '../problem.ts';

/**
 * An answer whose body is not compressed any more. An API server compresses long lists (and nothing that streams) where that is
 * allowed. The result is an answer like any other: destroying it ends the connection, its errors are those of the connection.
 */
export function unzipped(answer: IncomingMessage): IncomingMessage {
  if (answer.headers['content-encoding'] !== 'gzip') return answer;
  const plain = new IncomingMessage(new Socket()); // a socket of no connection: the real one belongs to the answer
  const gunzip = createGunzip();
  const { 'content-encoding': _, 'content-length': __, ...headers } = answer.headers;
  plain.headers = headers;
  if (answer.statusCode !== undefined) plain.statusCode = answer.statusCode;
  plain._read = () => {
    gunzip.resume();
  };
  gunzip.on('data', (chunk: Buffer) => {
    if (!plain.push(chunk)) gunzip.pause();
  });
  pipeline(answer, gunzip, (error) => {
    if (error) plain.destroy(error);
    else {
      plain.complete = true;
      plain.push(null);
    }
  });
  plain.once('close', () => answer.destroy());
  return plain;
}

/** The whole body as text. Throws `ClusterError` when it is longer than `longest` bytes, and the connection's errors. */
export async function readText(answer: IncomingMessage, longest: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longest) {
      answer.destroy();
      throw new ClusterError({
        kind: 'server',
        status: answer.statusCode ?? 0,
        message: l10n.t('the answer is longer than {0} bytes', longest),
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length).toString('utf8');
}
