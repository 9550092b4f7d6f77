import * as l10n from '@vscode/l10n';
import { at, record, text } from '../../common/json.ts';
import { bytes, isGpu, quantityOf } from '../../common/quantities.ts';
import type { Field } from '../field.ts';
import { parseImage } from '../values/image-reference.ts';
import { isNoQuantity } from '../values/quantity-words.ts';
import { hasUnknown, isPartial, scalar, valueOf } from '../values/reading.ts';
import { containerAround } from './surroundings.ts';

/** Mistakes in a container's amounts and image. */
export function containerMistakes(field: Field): readonly (string | undefined)[] {
  const around = containerAround(field);
  if (around === undefined) return [];
  const { container, inside } = around;
  const [first, side, resource] = inside;
  if (first === 'image' && inside.length === 1) return [imageMistake(valueOf(field))];
  if (first !== 'resources' || inside.length !== 3 || typeof resource !== 'string') return [];
  const resources = record(container, 'resources');
  if (hasUnknown(resources) || (side !== 'limits' && side !== 'requests')) return [];
  const value = valueOf(field);
  return [
    notAnAmount(resource, value),
    smallMemory(resource, value),
    limitBelowRequest(resource, resources),
    isPartial(field) ? undefined : gpuWithoutLimit(resource, side, resources),
    gpuUnequal(resource, resources),
    isPartial(field) ? undefined : limitWithoutRequest(resource, side, resources),
  ];
}

function imageMistake(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const image = parseImage(value);
  if (image === undefined || image.digest !== undefined) return undefined;
  if (image.tag === undefined)
    return l10n.t(
      'No tag is written, so "latest" is taken: the same manifest may run another version tomorrow. Write the version, such as {0}:1.2.',
      value,
    );
  return image.tag === 'latest'
    ? l10n.t(
        '"latest" changes without notice: the same manifest may run another version tomorrow. Write a version.',
      )
    : undefined;
}

/** Units that people know from elsewhere and that a cluster refuses. */
function notAnAmount(resource: string, value: unknown): string | undefined {
  const written = scalar(value);
  if (written === undefined || !isNoQuantity(value)) return undefined;
  const match = /^(\d+(?:\.\d+)?)\s*([KMGTkmgt])(?:i?[bB]?)$/.exec(written);
  if (!match || (resource !== 'memory' && resource !== 'ephemeral-storage')) return undefined;
  const [, number = '', unit = ''] = match;
  return l10n.t('"{0}" is refused: the unit is written "{1}".', written, `${number}${unit.toUpperCase()}i`);
}

function smallMemory(resource: string, value: unknown): string | undefined {
  const amount = resource === 'memory' ? quantityOf(value) : undefined;
  return amount !== undefined && amount > 0 && amount < 1024 ** 2
    ? l10n.t(
        'That is less than 1 MiB: no program starts with it. Did you leave out the unit, such as "Mi" or "Gi"?',
      )
    : undefined;
}

function limitBelowRequest(resource: string, resources: unknown): string | undefined {
  if (isGpu(resource)) return undefined;
  const limit = quantityOf(at(resources, 'limits', resource));
  const request = quantityOf(at(resources, 'requests', resource));
  return limit !== undefined && request !== undefined && limit < request
    ? l10n.t(
        'The limit ({0}) is lower than the request ({1}): the cluster refuses this.',
        shown(resources, 'limits', resource),
        shown(resources, 'requests', resource),
      )
    : undefined;
}

function gpuWithoutLimit(resource: string, side: string, resources: unknown): string | undefined {
  return side === 'requests' && isGpu(resource) && at(resources, 'limits', resource) === undefined
    ? l10n.t('GPUs are asked for under "limits". With a request alone the cluster refuses this.')
    : undefined;
}

function gpuUnequal(resource: string, resources: unknown): string | undefined {
  if (!isGpu(resource)) return undefined;
  const limit = quantityOf(at(resources, 'limits', resource));
  const request = quantityOf(at(resources, 'requests', resource));
  return limit !== undefined && request !== undefined && limit !== request
    ? l10n.t(
        'Request ({0}) and limit ({1}) of GPUs must be the same number: the cluster refuses this.',
        request,
        limit,
      )
    : undefined;
}

function limitWithoutRequest(resource: string, side: string, resources: unknown): string | undefined {
  const limit = quantityOf(at(resources, 'limits', resource));
  return side === 'limits' &&
    resource === 'memory' &&
    limit !== undefined &&
    at(resources, 'requests', resource) === undefined
    ? l10n.t(
        'There is no memory request, so the whole limit ({0}) is asked for and counts against the quota. If the program usually needs less, write a request, too.',
        bytes(limit),
      )
    : undefined;
}

function shown(resources: unknown, side: string, resource: string): string {
  return text(resources, side, resource) ?? scalar(at(resources, side, resource)) ?? '';
}
