import * as l10n from '@vscode/l10n';
import type { CallIssuer } from '../auth/oidc.ts';
import { ClusterError } from '../problem.ts';
import { readText } from './answer-body.ts';
import { connectionProblem } from './connection-problem.ts';
import { Deadline } from './deadline.ts';
import { Dialer } from './dialer.ts';
import { exchange } from './exchange.ts';
import { USER_AGENT } from './outgoing.ts';
import { Trust } from './trust.ts';
import { Wire } from './wire.ts';

const ANSWER_MS = 30_000;
const LONGEST_ANSWER = 1024 * 1024;

/** Calls servers that issue tokens: rarely, so that no connection is kept. */
export function issuerCaller(env: NodeJS.ProcessEnv): CallIssuer {
  return async (call, signal) => {
    if (!URL.canParse(call.url))
      throw new ClusterError({
        kind: 'unreachable',
        server: call.url,
        reason: 'dns',
        detail: l10n.t('it is not a web address'),
      });
    const url = new URL(call.url);
    const address = {
      name: url.host,
      server: url.origin,
      url: url.origin,
      insecure: false,
      disableCompression: true,
      ...(call.authority === undefined
        ? {}
        : { certificateAuthority: { from: 'text' as const, text: call.authority } }),
    };
    const deadline = new Deadline(signal);
    const dialer = new Dialer(address, env);
    try {
      const wire = new Wire(dialer, {
        authorities: await new Trust(address).authorities(),
        certificate: undefined,
      });
      deadline.start(ANSWER_MS);
      const target = `${url.pathname}${url.search}`;
      const answer = await exchange(
        {
          agent: wire.upgrades,
          url,
          method: call.form ? 'POST' : 'GET',
          target,
          headers: {
            Host: url.host,
            Accept: 'application/json',
            'User-Agent': USER_AGENT,
            ...(call.form
              ? {
                  'Content-Type': 'application/x-www-form-urlencoded',
                  'Content-Length': Buffer.byteLength(call.form.toString()),
                }
              : {}),
            ...(call.authorization === undefined ? {} : { Authorization: call.authorization }),
          },
          body: call.form?.toString(),
          isRepeatable: false, // its connection is new, and used for nothing else
        },
        deadline.signal,
      );
      return { status: answer.statusCode ?? 0, body: await readText(answer, LONGEST_ANSWER) };
    } catch (error) {
      if (error instanceof ClusterError) throw error;
      throw new ClusterError(connectionProblem(error, url.origin), { cause: error });
    } finally {
      deadline.dispose();
      dialer.dispose();
    }
  };
}
