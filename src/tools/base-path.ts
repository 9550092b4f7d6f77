import type { EndpointRule } from './catalogue/tool-rule.ts';
import type { ContainerFacts } from './facts.ts';
import type { Installation } from './installations.ts';
import { matchesPod, matchesWorkload } from './match.ts';

/**
 * The base URL that an installation was given, without a trailing slash, empty where there is none: read off a probe, else off the
 * command line, a variable or a setting.
 */
export function basePath(
  { workloads, pods, settings }: Installation,
  { basePathFrom: from }: EndpointRule,
  behind: readonly ContainerFacts[],
): string {
  if (!from) return '';
  const { part, probe, flag, setting } = from;
  const containers = part
    ? [
        ...workloads.filter((workload) => part.some((match) => matchesWorkload(match, workload))),
        ...pods.filter((pod) => part.some((match) => matchesPod(match, pod))),
      ].flatMap((one) => one.containers)
    : behind;
  const told = [
    ...containers.flatMap(({ probePaths }) => probePaths).map((path) => probe && probe.exec(path)?.[1]),
    ...containers.map(({ command }) => flag && flag.exec(command)?.[1]),
    ...[...containers.map((container) => container.settings), ...settings.map(({ values }) => values)].map(
      (values) => Object.entries(values).find(([key]) => setting?.test(key))?.[1],
    ),
  ].find((value) => value !== undefined && value !== '');
  return plain(told ?? '');
}

/** `https://host/base/`, `base/` and `/base` are all `/base`. */
function plain(base: string): string {
  const path = URL.canParse(base) ? new URL(base).pathname : base;
  const words = path.split('/').filter((word) => word !== '');
  return words.length === 0 ? '' : `/${words.join('/')}`;
}
