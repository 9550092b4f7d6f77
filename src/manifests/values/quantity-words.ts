import * as l10n from '@vscode/l10n';
import { bytes, cpus, isGpu, quantityOf } from '../../common/quantities.ts';
import { grouped } from './numbers.ts';
import { scalar } from './reading.ts';

/** Amounts as Kubernetes reads them. Other than `quantityOf`, which forgives: `1K` and `4GB` are refused by a cluster. */
const QUANTITY = /^[+-]?(\d+\.?\d*|\.\d+)(([KMGTPE]i)|[numkMGTPE]|[eE][+-]?\d+)?$/;

/** An amount of a named resource (`memory`, `cpu`, `nvidia.com/gpu`, `requests.storage`) in plain words. */
export function quantityWords(resource: string, value: unknown): string | undefined {
  const written = scalar(value)?.trim();
  if (written === undefined || !QUANTITY.test(written)) return undefined;
  const amount = quantityOf(written);
  if (amount === undefined) return undefined;
  const name = resource.replace(/^(requests|limits)\./, '');
  if (name === 'cpu') return cpuWords(amount);
  if (/(^|[.-])(memory|storage)$/.test(name) || name.startsWith('hugepages-'))
    return bytesWords(written, amount);
  if (!isGpu(name) || !Number.isInteger(amount)) return undefined;
  if (name.includes('mig-'))
    return amount === 1 ? l10n.t('1 slice of a GPU') : l10n.t('{0} slices of GPUs', amount);
  return name.endsWith('/gpu') ? gpuWords(amount) : undefined;
}

/** Whether a cluster refuses the text as an amount. */
export function isNoQuantity(value: unknown): boolean {
  const written = scalar(value);
  return written !== undefined && !QUANTITY.test(written);
}

function gpuWords(amount: number): string {
  return amount === 1 ? l10n.t('1 GPU') : l10n.t('{0} GPUs', amount);
}

function cpuWords(amount: number): string {
  switch (amount) {
    case 0.1:
      return l10n.t('a tenth of a CPU');
    case 0.25:
      return l10n.t('a quarter of a CPU');
    case 0.5:
      return l10n.t('half a CPU');
    case 0.75:
      return l10n.t('three quarters of a CPU');
    case 1.5:
      return l10n.t('one and a half CPUs');
    case 2.5:
      return l10n.t('two and a half CPUs');
    default:
      return amount < 0.01 && amount > 0 ? l10n.t('{0} CPUs', amount) : cpus(amount);
  }
}

function bytesWords(written: string, amount: number): string | undefined {
  if (written.endsWith('m'))
    return l10n.t('{0} bytes: "m" is a thousandth. 500 MiB are written "500Mi".', grouped(amount));
  if (!Number.isSafeInteger(amount)) return bytes(amount);
  const decimal = /^(\d+(?:\.\d+)?)([kMGTPE])$/.exec(written);
  if (!decimal) return amount < 1024 ? l10n.t('{0} bytes', grouped(amount)) : bytes(amount);
  const [, number = '', unit = ''] = decimal;
  const binary = `${number}${unit.toUpperCase()}i`;
  return l10n.t(
    '{0} bytes, which is {1}. "{2}" would be more: {3} bytes.',
    grouped(amount),
    bytes(amount),
    binary,
    grouped(quantityOf(binary) ?? 0),
  );
}

/** JupyterHub and Spark have spellings of their own, in which each of these is 1024 times the one before. */
const STEPS = 'kmgt';

/** An amount of memory as JupyterHub (`1G`) and Spark (`512m`) read it. */
export function ownMemoryWords(value: unknown): string | undefined {
  const [, number, step = '', isKubernetes] =
    /^(\d+(?:\.\d+)?)([kmgt])(?:b|(i))?$/i.exec(scalar(value)?.trim() ?? '') ?? [];
  if (number === undefined) return undefined;
  if (isKubernetes !== undefined)
    return l10n.t('not understood here: write "{0}", in which G is 1024 times M.', `${number}${step}`);
  return bytes(Number(number) * 1024 ** (STEPS.indexOf(step.toLowerCase()) + 1));
}
