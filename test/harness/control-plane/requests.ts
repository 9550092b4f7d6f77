import { request } from 'node:https';
import type { Json } from '../../../src/common/json.ts';
import { text } from '../../../src/common/json.ts';
import type { ClusterAddress, Proof } from './users.ts';

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** The body as JSON; `undefined` when it is none. */
  readonly json: Json;
}

/** Sends one request to an API server; resolves with whatever it answers, rejects when it does not. */
export type Requests = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
) => Promise<Answer>;

const TIMEOUT_MILLISECONDS = 20_000;

/** The test bed's own small client: kubectl costs half a second of processor time a call, and the product's is what is under test. */
export function requestsAs(proof: Proof, { server, authority }: ClusterAddress): Requests {
  return (method, path, body) =>
    new Promise((resolve, reject) => {
      const sent = request(
        new URL(path, server),
        {
          method,
          ca: authority,
          agent: false, // a connection of its own: the server may have been killed since the last one
          timeout: TIMEOUT_MILLISECONDS,
          ...('token' in proof ? {} : { cert: proof.certificate, key: proof.key }),
          headers: {
            ...('token' in proof ? { authorization: `Bearer ${proof.token}` } : {}),
            ...(body === undefined ? {} : { 'content-type': contentType(method) }),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', reject);
          response.once('end', () => {
            const answer = Buffer.concat(chunks).toString('utf8');
            resolve({ status: response.statusCode ?? 0, text: answer, json: jsonOf(answer) });
          });
        },
      );
      sent.once('error', reject);
      sent.once('timeout', () =>
        sent.destroy(new Error(`${method} ${path}: no answer in ${TIMEOUT_MILLISECONDS / 1000} s`)),
      );
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
}

/** The answer, if it is a good one. */
export function expectSuccess(what: string, answer: Answer): Answer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw new Error(`${what}: ${answer.status} ${text(answer.json, 'message') ?? answer.text}`);
}

function contentType(method: string): string {
  return method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
}

function jsonOf(body: string): Json {
  try {
    return JSON.parse(body) as Json;
  } catch {
    return undefined; // /readyz and the like answer in words
  }
}
