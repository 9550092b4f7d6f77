import * as l10n from '@vscode/l10n';

const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'] as const;
const DECIMAL: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  K: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
};

/** The plain number behind a Kubernetes quantity (`500m` is 0.5, `2Gi` is 2147483648); nothing for what is not a quantity. */
export function quantityOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const match = /^([+-]?\d*\.?\d+)(?:([KMGTPE]i)|([numkKMGTPE])|[eE]([+-]?\d+))?$/.exec(value.trim());
  if (!match) return undefined;
  const number = Number(match[1]);
  if (match[2] !== undefined)
    return number * 1024 ** (BINARY.indexOf(match[2] as (typeof BINARY)[number]) + 1);
  if (match[4] !== undefined) return number * 10 ** Number(match[4]);
  return number * (DECIMAL[match[3] ?? ''] ?? 1);
}

/** An amount of memory or disk as people say it: `512 MiB`, `2 GiB`, `1.5 GiB`. Always binary units: that is what limits are counted in. */
export function bytes(amount: number): string {
  let value = Math.abs(amount);
  let unit = 'B';
  for (const next of ['KiB', 'MiB', 'GiB', 'TiB', 'PiB']) {
    if (value < 1024) break;
    value /= 1024;
    unit = next;
  }
  return `${amount < 0 ? '-' : ''}${trimmed(value)} ${unit}`;
}

/** The same amount as a manifest wants it: `2Gi`. Rounded up to whole mebibytes. */
export function bytesForManifest(amount: number): string {
  const mebibytes = Math.ceil(amount / 1024 ** 2);
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`;
}

/** `0.5 CPU`, `4 CPUs`. */
export function cpus(amount: number): string {
  return amount === 1 ? l10n.t('1 CPU') : l10n.t('{0} CPUs', trimmed(amount));
}

function trimmed(value: number): string {
  const digits = value < 10 ? 2 : value < 100 ? 1 : 0;
  return String(Number(value.toFixed(digits)));
}

/** An amount of a named resource, in the unit that fits it. */
export function amountOf(resource: string, amount: number): string {
  const name = resource.replace(/^(requests|limits)\./, '');
  if (name === 'cpu') return cpus(amount);
  if (name === 'memory' || name.endsWith('storage')) return bytes(amount);
  return trimmed(amount);
}

/** `40 s`, `12 min`, `3 h`, `5 days`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 90) return l10n.t('{0} s', whole);
  const minutes = Math.round(whole / 60);
  if (minutes < 120) return l10n.t('{0} min', minutes);
  const hours = Math.round(whole / 3600);
  return hours < 48 ? l10n.t('{0} h', hours) : l10n.t('{0} days', Math.round(whole / 86400));
}

/** `once`, `twice`, `14 times`. */
export function times(count: number): string {
  if (count <= 1) return l10n.t('once');
  return count === 2 ? l10n.t('twice') : l10n.t('{0} times', count);
}

/** `1 machine`, `6 machines`: the word for nodes in texts for users. */
export function machines(count: number): string {
  return count === 1 ? l10n.t('1 machine') : l10n.t('{0} machines', count);
}

/** `a, b and c`; beyond `most` names the rest is counted. */
export function listed(names: readonly string[], most = 3): string {
  if (names.length > most)
    return l10n.t('{0} and {1} more', names.slice(0, most).join(', '), names.length - most);
  if (names.length < 2) return names.join('');
  return l10n.t('{0} and {1}', names.slice(0, -1).join(', '), names.at(-1) ?? '');
}

/** Cuts a quoted text to a length that a sentence can carry. */
export function clipped(text: string, most = 160): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= most) return line;
  // Long messages begin with what was done and end with why it failed: both are kept where there is room for both.
  if (most < 120) return `${line.slice(0, most - 1)}…`;
  const end = Math.floor(most * 0.4);
  return `${line.slice(0, most - end - 3)} … ${line.slice(-end)}`;
}

/** `a` with the name of a resource as people say it: `GPU`, `memory`, `CPU`. */
export function resourceName(resource: string): string {
  const name = resource.replace(/^(requests|limits)\./, '');
  if (isGpu(name)) return l10n.t('GPU');
  if (name === 'cpu') return l10n.t('CPU');
  if (name === 'memory') return l10n.t('memory');
  if (name === 'ephemeral-storage') return l10n.t('local disk');
  return name;
}

/** True for GPUs and the like, whoever makes them: `nvidia.com/gpu`, `amd.com/gpu`, `nvidia.com/mig-1g.5gb`, `gpu.intel.com/i915`. */
export function isGpu(resource: string): boolean {
  return /gpu|\/mig-|\/i915|\/xe$|habana\.ai|\/(neuron|neuroncore|npu|ascend|tpu)/i.test(resource);
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** The seconds of a duration as kubectl takes it: `90s`, `5m`, `1h30m`, `2d`. Nothing for what is none. */
export function secondsOf(text: string): number | undefined {
  if (!/^(\d{1,9}[smhd])+$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+)([smhd])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (SECONDS[unit ?? 's'] ?? 1),
    0,
  );
}
