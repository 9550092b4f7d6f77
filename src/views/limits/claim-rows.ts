import * as l10n from '@vscode/l10n';
import { bytes, quantityOf } from '../../diagnostics/words/quantities.ts';
import type { ClaimRecord } from '../../k8s/model/claim.ts';
import type { ViewRow } from '../tree/view-row.ts';
import { barRow } from './bar.ts';
import { shareWords } from './limit-words.ts';

/** How full a claim is, as the machine that has it mounted says. */
export interface Fill {
  readonly used: number;
  readonly capacity: number;
}

export interface ClaimsPicture {
  readonly namespace: string;
  readonly claims: readonly ClaimRecord[];
  readonly fill: (claim: string) => Fill | undefined;
  /** Pods that have it mounted; nothing where pods may not be seen. */
  readonly users: (claim: string) => readonly string[] | undefined;
}

/** The storage of a namespace: what is wrong first, then the fullest, then by name; and what cannot be known about it. */
export function claimRows(picture: ClaimsPicture): readonly ViewRow[] {
  const { claims, fill } = picture;
  const rank = (claim: ClaimRecord): number => {
    if (claim.phase === 'Lost') return -3;
    if (claim.phase !== 'Bound') return -2;
    const known = fill(claim.name);
    return known && known.capacity > 0 ? -known.used / known.capacity : 0;
  };
  const rows = [...claims]
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'en', { numeric: true }))
    .map((claim) => claimRow(claim, picture));
  const bound = claims.filter(({ phase }) => phase === 'Bound');
  return bound.length > 0 && bound.every(({ name }) => !fill(name))
    ? [...rows, unknownRow(picture.namespace)]
    : rows;
}

function claimRow(claim: ClaimRecord, { namespace, fill, users }: ClaimsPicture): ViewRow {
  const id = `${namespace}/claim/${claim.uid}`;
  const tooltip = tooltipOf(claim, users(claim.name));
  const size = quantityOf(claim.capacity ?? claim.asked);
  const sizeWords = size === undefined ? undefined : bytes(size);
  const known = fill(claim.name);
  if (claim.phase === 'Bound' && known && known.capacity > 0)
    return barRow({
      id,
      label: claim.name,
      share: shareWords('storage', known.used, known.capacity),
      part: known.used / known.capacity,
      icon: 'database',
      tooltip,
      full: l10n.t('full'),
    });
  const state =
    claim.deletedAt !== undefined
      ? l10n.t('being deleted')
      : claim.phase === 'Lost'
        ? l10n.t('its disk is lost')
        : claim.phase === 'Pending'
          ? l10n.t('not made yet')
          : useWords(users(claim.name));
  const description = [sizeWords, state].filter((part) => part !== undefined).join(' · ');
  return {
    id,
    label: claim.name,
    description,
    icon: claim.phase === 'Lost' ? 'error' : claim.phase === 'Pending' ? 'clock' : 'database',
    color: claim.phase === 'Lost' ? 'bad' : claim.phase === 'Pending' ? 'busy' : 'quiet',
    tooltip: tooltip.join('\n'),
    spoken: l10n.t('Storage claim {0}: {1}', claim.name, description),
  };
}

function useWords(users: readonly string[] | undefined): string | undefined {
  if (!users) return undefined;
  const [first] = users;
  if (first === undefined) return l10n.t('not in use');
  return users.length === 1 ? l10n.t('used by {0}', first) : l10n.t('used by {0} pods', users.length);
}

function tooltipOf(claim: ClaimRecord, users: readonly string[] | undefined): readonly string[] {
  const size = quantityOf(claim.capacity);
  return [
    l10n.t('Storage claim {0}: files here stay when pods end.', claim.name),
    claim.phase === 'Pending'
      ? l10n.t(
          'Its disk is not there yet. Often it is made when a pod first uses it; a pod that waits for it says why.',
        )
      : '',
    claim.phase === 'Lost'
      ? l10n.t('The disk behind it is gone. Your platform team can say whether there is a copy.')
      : '',
    size === undefined ? '' : l10n.t('Size: {0}', bytes(size)),
    users === undefined || users.length === 0 ? '' : l10n.t('Used by: {0}', users.join(', ')),
    accessWords(claim.accessModes),
    claim.storageClass === undefined ? '' : l10n.t('Kind of disk (storage class): {0}', claim.storageClass),
    l10n.t('Kubernetes says: {0}', [claim.phase, ...claim.accessModes].join(', ')),
  ].filter((line) => line !== '');
}

function accessWords(modes: readonly string[]): string {
  if (modes.includes('ReadWriteMany')) return l10n.t('Pods on several machines can use it at the same time.');
  if (modes.includes('ReadWriteOncePod')) return l10n.t('One pod can use it at a time.');
  if (modes.includes('ReadWriteOnce')) return l10n.t('Pods on one machine can use it at a time.');
  return modes.includes('ReadOnlyMany') ? l10n.t('It can be read, not written.') : '';
}

function unknownRow(namespace: string): ViewRow {
  const label = l10n.t('How full it is');
  const description = l10n.t('not known');
  return {
    id: `${namespace}/fill`,
    label,
    description,
    icon: 'info',
    color: 'quiet',
    tooltip: l10n.t(
      'Only the machine that has a disk mounted knows how full it is, and it does not tell your account. In a terminal of the pod, "df -h" shows it.',
    ),
    spoken: l10n.t('How full the storage is: not known'),
  };
}
