import * as l10n from '@vscode/l10n';
import type { ClusterProblem } from '../../k8s/problem.ts';
import { problemWords } from '../../rows/problem-words.ts';
import type { NextStep } from '../../rows/problem-words.ts';
import type { CommandId } from '../contributions.ts';
import type { ViewRow } from '../tree/view-row.ts';

interface StepWords {
  readonly label: string;
  readonly icon: string;
  readonly command: CommandId;
}

/** What can be done about a problem, as rows below it: a welcome text cannot name the server or the program. */
export function nextStepRows(problem: ClusterProblem): readonly ViewRow[] {
  return problemWords(problem).next.map((step) => {
    const { label, icon, command } = stepWords(step);
    return { id: `next/${step}`, label, icon, command: { id: command, title: label, args: [] } };
  });
}

export function stepWords(step: NextStep): StepWords {
  switch (step) {
    case 'choose-kubeconfig':
      return {
        label: l10n.t('Choose a kubeconfig file…'),
        icon: 'folder-opened',
        command: 'porthole.chooseKubeconfig',
      };
    case 'open-kubeconfig':
      return {
        label: l10n.t('Open the file'),
        icon: 'go-to-file',
        command: 'porthole.openKubeconfig',
      };
    case 'try-sample':
      return {
        label: l10n.t('Try the sample cluster'),
        icon: 'beaker',
        command: 'porthole.trySampleCluster',
      };
    case 'ask-platform-team':
      return {
        label: l10n.t('Copy a message to your platform team'),
        icon: 'mail',
        command: 'porthole.copyAccessRequest',
      };
    case 'try-again':
      return { label: l10n.t('Try again'), icon: 'refresh', command: 'porthole.refresh' };
    case 'sign-in':
      return { label: l10n.t('Sign in again'), icon: 'sign-in', command: 'porthole.signIn' };
    case 'switch-cluster':
      return { label: l10n.t('Switch cluster…'), icon: 'arrow-swap', command: 'porthole.switchCluster' };
    case 'trust-workspace':
      return { label: l10n.t('Trust this folder…'), icon: 'shield', command: 'porthole.trustWorkspace' };
    case 'copy-details':
      return { label: l10n.t('Copy details'), icon: 'copy', command: 'porthole.copyProblem' };
  }
}
