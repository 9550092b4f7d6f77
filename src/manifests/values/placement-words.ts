import * as l10n from '@vscode/l10n';
import { isRecord, list, number, text } from '../../common/json.ts';
import { exactDuration } from './numbers.ts';
import { hasUnknown, scalar } from './reading.ts';
import { conditionWords, selectorWords } from './selector-words.ts';

/** A toleration as a sentence. */
export function tolerationWords(toleration: unknown): string | undefined {
  if (!isRecord(toleration) || hasUnknown(toleration)) return undefined;
  const key = text(toleration, 'key') ?? '';
  const operator = text(toleration, 'operator') ?? 'Equal';
  const effect = text(toleration, 'effect');
  if (operator !== 'Exists' && operator !== 'Equal') return undefined;
  if (key === '')
    return operator === 'Exists' && effect === undefined
      ? l10n.t('May run on machines with any reservation.')
      : undefined;
  const value = scalar(toleration['value']) ?? '';
  const reservation =
    operator === 'Exists' ? l10n.t('{0} (any value)', key) : value === '' ? key : `${key}=${value}`;
  const words =
    effect === undefined
      ? l10n.t('May run on machines that are reserved with {0}.', reservation)
      : l10n.t('May run on machines that are reserved with {0}, effect {1}.', reservation, effect);
  const seconds = number(toleration, 'tolerationSeconds');
  return seconds === undefined || effect !== 'NoExecute'
    ? words
    : l10n.t('{0} If the reservation appears later, it is removed after {1}.', words, exactDuration(seconds));
}

/** A reservation of a machine as a sentence. */
export function taintWords(taint: unknown): string | undefined {
  if (!isRecord(taint) || hasUnknown(taint)) return undefined;
  const key = text(taint, 'key');
  if (key === undefined) return undefined;
  const value = scalar(taint['value']) ?? '';
  const name = value === '' ? key : `${key}=${value}`;
  switch (text(taint, 'effect')) {
    case 'NoSchedule':
      return l10n.t('Only work that accepts {0} starts here; what runs already stays.', name);
    case 'PreferNoSchedule':
      return l10n.t('Work that does not accept {0} starts here only if there is no other room.', name);
    case 'NoExecute':
      return l10n.t(
        'Only work that accepts {0} may be here; what runs already without accepting it is removed.',
        name,
      );
    default:
      return undefined;
  }
}

/** One term of conditions on machines. */
export function machineTermWords(term: unknown): string | undefined {
  if (!isRecord(term) || hasUnknown(term)) return undefined;
  const conditions = [...list(term, 'matchExpressions'), ...list(term, 'matchFields')].map(conditionWords);
  const known = conditions.filter((condition) => condition !== undefined);
  if (known.length === 0 || known.length !== conditions.length) return undefined;
  return l10n.t('Machines with {0}.', known.join(', '));
}

export function preferredMachineWords(preference: unknown): string | undefined {
  if (!isRecord(preference) || hasUnknown(preference)) return undefined;
  const machines = machineTermWords(preference['preference']);
  const weight = number(preference, 'weight');
  return machines === undefined || weight === undefined
    ? undefined
    : l10n.t('{0} A wish of weight {1} of 100.', machines, weight);
}

/** Closeness to, or distance from, other copies. */
export function neighbourWords(term: unknown, isAway: boolean): string | undefined {
  if (!isRecord(term) || hasUnknown(term)) return undefined;
  const others = selectorWords(term['labelSelector']);
  const place = placeWords(text(term, 'topologyKey'));
  if (others === undefined || others === '' || place === undefined) return undefined;
  return isAway
    ? l10n.t('Not {0} as copies with {1}.', place, others)
    : l10n.t('Only {0} as copies with {1}.', place, others);
}

export function preferredNeighbourWords(preference: unknown, isAway: boolean): string | undefined {
  if (!isRecord(preference) || hasUnknown(preference)) return undefined;
  const term = isRecord(preference['podAffinityTerm']) ? preference['podAffinityTerm'] : {};
  const others = selectorWords(term['labelSelector']);
  const place = placeWords(text(term, 'topologyKey'));
  const weight = number(preference, 'weight');
  if (others === undefined || others === '' || place === undefined || weight === undefined) return undefined;
  return isAway
    ? l10n.t('If possible not {0} as copies with {1} (weight {2} of 100).', place, others, weight)
    : l10n.t('If possible {0} as copies with {1} (weight {2} of 100).', place, others, weight);
}

function placeWords(topologyKey: string | undefined): string | undefined {
  switch (topologyKey) {
    case undefined:
      return undefined;
    case 'kubernetes.io/hostname':
      return l10n.t('on the same machine');
    case 'topology.kubernetes.io/zone':
    case 'failure-domain.beta.kubernetes.io/zone':
      return l10n.t('in the same zone');
    default:
      return l10n.t('where {0} is the same', topologyKey);
  }
}

/** Even spreading as a sentence. */
export function spreadWords(constraint: unknown): string | undefined {
  if (!isRecord(constraint) || hasUnknown(constraint)) return undefined;
  const copies = selectorWords(constraint['labelSelector']);
  const skew = number(constraint, 'maxSkew');
  const key = text(constraint, 'topologyKey');
  const otherwise = text(constraint, 'whenUnsatisfiable') ?? 'DoNotSchedule';
  if (copies === undefined || copies === '' || skew === undefined || key === undefined) return undefined;
  const place =
    key === 'kubernetes.io/hostname'
      ? l10n.t('machines')
      : key === 'topology.kubernetes.io/zone'
        ? l10n.t('zones')
        : l10n.t('values of {0}', key);
  if (otherwise === 'ScheduleAnyway')
    return l10n.t(
      'Copies with {0} are spread over {1} so that their numbers differ by at most {2} if possible.',
      copies,
      place,
      skew,
    );
  return otherwise === 'DoNotSchedule'
    ? l10n.t(
        'Copies with {0} are spread over {1} so that their numbers differ by at most {2}; otherwise a copy waits.',
        copies,
        place,
        skew,
      )
    : undefined;
}
