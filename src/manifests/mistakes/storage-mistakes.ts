import * as l10n from '@vscode/l10n';
import { at, flag, list, number, text, type JsonRecord } from '../../common/json.ts';
import type { Field } from '../field.ts';
import { isPartial, valueOf } from '../values/reading.ts';
import { containerAround, workloadOf, type Workload } from './surroundings.ts';

/** Mistakes that cost files, or keep copies from starting. */
export function storageMistakes(field: Field): readonly (string | undefined)[] {
  const workload = workloadOf(field);
  if (workload === undefined || isPartial(field)) return [];
  return [lostFiles(field, workload), sharedClaim(field, workload)];
}

/** Options and variables that say where results go; those that say where something is read from are none of them. */
const WRITES =
  /(?:^|[-_])(?:out|output|outputs|save|saves|saving|checkpoint|checkpoints|ckpt|ckpts|result|results|artifact|artifacts)(?:[-_]?(?:dir|path|folder|file|root|location|to))?$/i;
/** Nothing is expected to stay there. */
const FLEETING = /^\/(?:dev|proc|sys|tmp|var\/tmp|run)(?:\/|$)/;

/** Said at the argument or the variable that names a folder which is on no volume. */
function lostFiles(field: Field, { pod }: Workload): string | undefined {
  const around = containerAround(field);
  const path = around && writtenPath(around.container, around.inside);
  if (around === undefined || path === undefined || FLEETING.test(path)) return undefined;
  const mount = list(around.container, 'volumeMounts')
    .flatMap((each) => {
      const folder = text(each, 'mountPath')?.replace(/\/+$/, '');
      return folder !== undefined && (path === folder || path.startsWith(`${folder}/`))
        ? [{ each, folder }]
        : [];
    })
    .sort((one, other) => other.folder.length - one.folder.length)[0];
  if (!mount)
    return l10n.t(
      '{0} is on no volume: what is written there is lost when the container ends. Mount storage there, or write to a bucket.',
      path,
    );
  const volume = list(pod, 'volumes').find((each) => text(each, 'name') === text(mount.each, 'name'));
  return at(volume, 'emptyDir') !== undefined
    ? l10n.t(
        '{0} is a scratch folder ("emptyDir"): what is written there is lost with the pod (this copy). Mount a claim there to keep it.',
        path,
      )
    : undefined;
}

/** The folder that the word under the pointer, with the option before it, says results go to. */
function writtenPath(container: JsonRecord, inside: readonly (string | number)[]): string | undefined {
  const [holder, index, part] = inside;
  if (typeof index !== 'number') return undefined;
  if (holder === 'env' && (part === 'value' || part === 'name')) {
    const name = text(container, 'env', index, 'name');
    return name !== undefined && WRITES.test(name)
      ? absolute(text(container, 'env', index, 'value'))
      : undefined;
  }
  if (holder !== 'args' && holder !== 'command') return undefined;
  const words = list(container, holder);
  const word = words[index];
  if (typeof word !== 'string') return undefined;
  const [, option, value] = /^-{1,2}([\w.-]+?)(?:=(.*))?$/.exec(word) ?? [];
  if (option !== undefined && WRITES.test(option)) {
    const next = words[index + 1];
    return absolute(value ?? (typeof next === 'string' ? next : undefined));
  }
  const before = words[index - 1];
  const [, asked] = (typeof before === 'string' && /^-{1,2}([\w.-]+)$/.exec(before)) || [];
  return asked !== undefined && WRITES.test(asked) ? absolute(word) : undefined;
}

function absolute(path: string | undefined): string | undefined {
  return path?.startsWith('/') === true && !path.includes('$') ? path.replace(/(.)\/+$/, '$1') : undefined;
}

/** Said at the claim, and at the number of copies, where the claim is described in the same file. */
function sharedClaim(field: Field, { kind, pod, podPath }: Workload): string | undefined {
  const count =
    kind === 'Job' ? number(field.root, 'spec', 'parallelism') : number(field.root, 'spec', 'replicas');
  if ((count ?? 1) < 2 || !['Deployment', 'ReplicaSet', 'StatefulSet', 'Job'].includes(kind))
    return undefined;
  const path = field.path.join('.');
  const isNumber = path === 'spec.replicas' || path === 'spec.parallelism';
  const isClaim =
    path.startsWith(`${podPath.join('.')}.volumes.`) && path.endsWith('.persistentVolumeClaim.claimName');
  if (!isNumber && !isClaim) return undefined;
  const names = isClaim
    ? [valueOf(field)]
    : list(pod, 'volumes')
        .filter((volume) => flag(volume, 'persistentVolumeClaim', 'readOnly') !== true)
        .map((volume) => text(volume, 'persistentVolumeClaim', 'claimName'));
  const claim = field
    .others?.()
    .find(
      (other) =>
        text(other, 'kind') === 'PersistentVolumeClaim' &&
        names.some((name) => name !== undefined && name === text(other, 'metadata', 'name')),
    );
  const modes = list(claim, 'spec', 'accessModes');
  return modes.length > 0 && modes.every((mode) => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod')
    ? l10n.t(
        'The claim "{0}" is {1}, and {2} copies share it: they can only run on one machine, and those that do not fit there wait for ever. Use ReadWriteMany, or a StatefulSet with a claim for each.',
        text(claim, 'metadata', 'name') ?? '',
        String(modes[0]),
        count ?? 1,
      )
    : undefined;
}
