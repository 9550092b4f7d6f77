import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ClusterProblem } from '../k8s/problem.ts';
import type { Session } from '../k8s/session.ts';
import { missingRight } from './access-request.ts';
import { runCommand } from './commands.ts';
import { abilities } from './abilities.ts';
import type { Ability } from './abilities.ts';
import { pick } from './pick.ts';

interface Answered extends Ability {
  /** Nothing where the cluster could not say. */
  readonly allowed: boolean | undefined;
}

/** Says in words what the user may do in a namespace. Choosing something that is missing copies the request for it. */
export async function whatCanIDo(
  session: Session,
  namespaces: (signal: AbortSignal) => Promise<readonly string[]>,
): Promise<void> {
  const namespace = session.context.namespace ?? (await pickNamespace(namespaces));
  if (namespace === undefined) return;
  const chosen = await pick<readonly ClusterProblem[]>(
    l10n.t('What you may do in {0}', namespace),
    l10n.t('Choose what is missing to copy a request for it'),
    async (signal) => {
      const answered = await Promise.all(
        abilities().map(async (ability): Promise<Answered> => {
          const answers = await Promise.all(
            ability.needs.map((question) => session.allowed({ ...question, namespace }, signal)),
          );
          const allowed = answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
          return { ...ability, allowed };
        }),
      );
      const missing = answered.filter(({ allowed }) => allowed === false);
      return [
        ...answered.map((ability) => ({
          label: `$(${iconOf(ability.allowed)}) ${ability.words}`,
          description: stateWords(ability.allowed),
          detail: ability.detail,
          value:
            ability.allowed === false
              ? ability.needs.map((need) => missingRight({ ...need, namespace }))
              : [],
        })),
        ...(missing.length > 1
          ? [
              { label: '', kind: vscode.QuickPickItemKind.Separator },
              {
                label: `$(mail) ${l10n.t('Copy one request for all that is missing')}`,
                value: missing.flatMap(({ needs }) =>
                  needs.map((need) => missingRight({ ...need, namespace })),
                ),
              },
            ]
          : []),
      ];
    },
  );
  if (chosen && chosen.length > 0) await runCommand('porthole.copyAccessRequest', chosen);
}

async function pickNamespace(
  namespaces: (signal: AbortSignal) => Promise<readonly string[]>,
): Promise<string | undefined> {
  return pick(l10n.t('What you may do'), l10n.t('Namespace'), async (signal) =>
    (await namespaces(signal)).map((label) => ({ label, value: label })),
  );
}

function iconOf(allowed: boolean | undefined): string {
  return allowed === undefined ? 'question' : allowed ? 'check' : 'lock';
}

function stateWords(allowed: boolean | undefined): string {
  if (allowed === undefined) return l10n.t('the cluster does not say');
  return allowed ? l10n.t('allowed') : l10n.t('not allowed');
}
