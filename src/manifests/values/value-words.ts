import * as l10n from '@vscode/l10n';
import { isRecord, text } from '../../common/json.ts';
import type { Field, FieldExplanation } from '../field.ts';
import { choiceWords } from './choice-words.ts';
import { cronWords } from './cron-words.ts';
import type { CronZone } from './cron-words.ts';
import { imageWords } from './image-reference.ts';
import { modeWords } from './mode-words.ts';
import { exactDuration, goDuration } from './numbers.ts';
import {
  machineTermWords,
  neighbourWords,
  preferredMachineWords,
  preferredNeighbourWords,
  spreadWords,
  taintWords,
  tolerationWords,
} from './placement-words.ts';
import { namedPort, portWords, servicePortWords } from './port-words.ts';
import { probeWords } from './probe-words.ts';
import { ownMemoryWords, quantityWords } from './quantity-words.ts';
import { isMissing, near, valueOf } from './reading.ts';
import { ruleWords } from './rule-words.ts';
import { labelWords, selectorWords } from './selector-words.ts';
import { listed } from '../../common/quantities.ts';

interface Look {
  readonly field: Field;
  readonly value: unknown;
  readonly key: string;
  readonly now: Date;
}
type Reader = (look: Look) => string | undefined;

/** The value under the pointer in plain words; nothing where it says enough by itself, or is not known. */
export function valueWords(field: Field, explanation: FieldExplanation, now: Date): string | undefined {
  const value = valueOf(field);
  if (value === undefined || value === null) return undefined;
  const look = { field, value, key: explanation.key, now };
  const byKey = Object.hasOwn(BY_KEY, look.key) ? BY_KEY[look.key] : undefined;
  if (byKey !== undefined) return byKey(look);
  return choiceWords(look.key, value) ?? amountWords(look) ?? shapeWords(look, explanation.shape);
}

const AMOUNTS =
  /^(?:(?:ResourceRequirements|VolumeResourceRequirements)\.(?:limits|requests)|ResourceQuotaSpec\.hard|LimitRangeItem\.(?:default|defaultRequest|max|min)|PersistentVolumeSpec\.capacity)\.(.+)$/;

function amountWords({ key, value }: Look): string | undefined {
  const resource = AMOUNTS.exec(key)?.[1];
  return resource === undefined ? undefined : quantityWords(resource, value);
}

/** Formats of the tools' own fields, and lengths of time of all kinds. */
function shapeWords({ field, value, key, now }: Look, shape: string | undefined): string | undefined {
  switch (shape) {
    case 'cron':
      return typeof value === 'string' ? cronWords(value, zoneOf(field, 'timezone'), now) : undefined;
    case 'image':
      return typeof value === 'string' ? imageWords(value) : undefined;
    case 'memory':
    case 'cpu':
    case 'storage':
      return quantityWords(shape, value);
    case 'own-memory':
      return ownMemoryWords(value);
    case 'gpu':
      return quantityWords('nvidia.com/gpu', value);
    case 'duration': {
      const seconds = typeof value === 'string' ? goDuration(value) : undefined;
      return seconds === undefined || (/^\d+s$/.test(String(value)) && seconds < 60)
        ? undefined
        : exactDuration(seconds);
    }
    case 'port':
      return portWords(value);
    case 'Toleration':
      return tolerationWords(value);
    default:
      return /seconds$/i.test(key) && typeof value === 'number' && value >= 60
        ? exactDuration(value)
        : undefined;
  }
}

const image: Reader = ({ value }) => (typeof value === 'string' ? imageWords(value) : undefined);
const selector: Reader = ({ value }) => copies(selectorWords(value));
const mode: Reader = ({ value }) => modeWords(value);
const percent: Reader = ({ value }) =>
  typeof value === 'number' && value >= 0 ? l10n.t('{0} % of what is requested', value) : undefined;

/** `{}` selects everything. */
function copies(words: string | undefined): string | undefined {
  if (words === undefined) return undefined;
  return words === '' ? l10n.t('everything in the namespace') : l10n.t('those with {0}', words);
}

const rule: Reader = ({ field, value }) => ruleWords(isRecord(value) ? value : ruleAround(field));

/** The rule that holds the verbs, resources and groups that the pointer is at. */
function ruleAround({ root, path }: Field): unknown {
  const at = path.indexOf('rules');
  const index = path[at + 1];
  if (at !== 0 || typeof index !== 'number' || !isRecord(root)) return undefined;
  const rules = root['rules'];
  return Array.isArray(rules) ? (rules as readonly unknown[])[index] : undefined;
}

const probe: Reader = ({ field, value }) => {
  const name = field.path.at(-1);
  if (field.partial === true) return undefined; // what is not written may still come, and changes the times
  return name === 'livenessProbe' || name === 'readinessProbe' || name === 'startupProbe'
    ? probeWords(name, value)
    : undefined;
};

/** A number of a health check is said together with the others. */
const probePart: Reader = ({ field, key, value, now }) =>
  probe({ field: { ...field, path: field.path.slice(0, -1) }, key, value: near(field, 1), now }) ??
  (typeof value === 'number' && key.endsWith('Seconds') && value >= 60 ? exactDuration(value) : undefined);

const probePort: Reader = ({ field, value }) => {
  if (typeof value !== 'string') return portWords(value);
  const number = namedPort(near(field, 3), value);
  return number === undefined ? undefined : l10n.t('port {0} of the container', number);
};

const tolerationPart: Reader = ({ field, key, value }) =>
  choiceWords(key, value) ?? tolerationWords(near(field, 1));

const neighbours =
  (isAway: boolean): Reader =>
  ({ value }) =>
    neighbourWords(value, isAway);
const wishedNeighbours =
  (isAway: boolean): Reader =>
  ({ value }) =>
    preferredNeighbourWords(value, isAway);

const BY_KEY: Readonly<Record<string, Reader>> = {
  'Container.image': image,
  'ImageVolumeSource.reference': image,
  'CronJobSpec.schedule': ({ field, value, now }) =>
    typeof value === 'string' ? cronWords(value, zoneOf(field, 'timeZone'), now) : undefined,
  'EmptyDirVolumeSource.sizeLimit': ({ value }) => quantityWords('storage', value),
  'ConfigMapVolumeSource.defaultMode': mode,
  'SecretVolumeSource.defaultMode': mode,
  'ProjectedVolumeSource.defaultMode': mode,
  'DownwardAPIVolumeSource.defaultMode': mode,
  'KeyToPath.mode': mode,
  'DownwardAPIVolumeFile.mode': mode,
  'ServiceSpec.selector': ({ value }) => {
    const labels = labelWords(value);
    return labels === undefined || labels.length === 0
      ? undefined
      : l10n.t('copies with {0}', listed(labels, 6));
  },
  'PodSpec.nodeSelector': ({ value }) => {
    const labels = labelWords(value);
    return labels === undefined || labels.length === 0
      ? undefined
      : l10n.t('machines with {0}', listed(labels, 6));
  },
  'DeploymentSpec.selector': selector,
  'StatefulSetSpec.selector': selector,
  'DaemonSetSpec.selector': selector,
  'ReplicaSetSpec.selector': selector,
  'PodDisruptionBudgetSpec.selector': selector,
  'NetworkPolicySpec.podSelector': selector,
  'NetworkPolicyPeer.podSelector': selector,
  'NetworkPolicyPeer.namespaceSelector': ({ value }) => {
    const words = selectorWords(value);
    if (words === undefined) return undefined;
    return words === '' ? l10n.t('all namespaces') : l10n.t('namespaces with {0}', words);
  },
  'LabelSelector.matchExpressions': ({ value, field }) =>
    typeof field.path.at(-1) === 'number' ? copies(selectorWords({ matchExpressions: [value] })) : undefined,
  'ContainerPort.containerPort': ({ value }) => portWords(value),
  'ServicePort.port': ({ field }) => servicePortWords(field),
  'ServicePort.targetPort': ({ field }) => servicePortWords(field),
  'HTTPGetAction.port': probePort,
  'TCPSocketAction.port': probePort,
  'Role.rules': rule,
  'ClusterRole.rules': rule,
  'PolicyRule.verbs': rule,
  'PolicyRule.resources': rule,
  'PolicyRule.apiGroups': rule,
  'PolicyRule.resourceNames': rule,
  'Container.livenessProbe': probe,
  'Container.readinessProbe': probe,
  'Container.startupProbe': probe,
  'Probe.initialDelaySeconds': probePart,
  'Probe.periodSeconds': probePart,
  'Probe.failureThreshold': probePart,
  'PodSpec.tolerations': ({ value }) => tolerationWords(value),
  'Toleration.key': tolerationPart,
  'Toleration.operator': tolerationPart,
  'Toleration.value': tolerationPart,
  'NodeSpec.taints': ({ value }) => taintWords(value),
  'Taint.key': ({ field }) => taintWords(near(field, 1)),
  'Taint.effect': ({ field }) => taintWords(near(field, 1)),
  'NodeSelector.nodeSelectorTerms': ({ value }) => machineTermWords(value),
  'NodeSelectorTerm.matchExpressions': ({ value }) => machineTermWords({ matchExpressions: [value] }),
  'NodeAffinity.preferredDuringSchedulingIgnoredDuringExecution': ({ value }) => preferredMachineWords(value),
  'PodAffinity.requiredDuringSchedulingIgnoredDuringExecution': neighbours(false),
  'PodAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution': neighbours(true),
  'PodAffinity.preferredDuringSchedulingIgnoredDuringExecution': wishedNeighbours(false),
  'PodAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution': wishedNeighbours(true),
  'PodSpec.topologySpreadConstraints': ({ value }) => spreadWords(value),
  'V2MetricTarget.averageUtilization': percent,
};

/** For a test: each of these fields exists. */
export const readKeys: readonly string[] = Object.keys(BY_KEY);

/** The zone of a schedule. Where a template may bring one, nobody knows it. */
function zoneOf(field: Field, name: 'timeZone' | 'timezone'): CronZone {
  const up = typeof field.path.at(-1) === 'number' ? 2 : 1;
  const zone = text(near(field, up), name);
  if (zone !== undefined && zone !== '') return { zone };
  return isMissing(field, near(field, up), name) || zone === '' ? 'cluster' : 'unknown';
}
