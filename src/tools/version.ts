import { tagOf } from './image.ts';
import type { Installation } from './installations.ts';
import { matchesWorkload } from './match.ts';

/** `jupyterhub-4.1.5`: name and version of the chart, as Helm's own labels have it. */
export function chartOf(installation: Installation): string | undefined {
  for (const part of [...installation.services, ...installation.workloads]) {
    const chart = part.labels['helm.sh/chart'] ?? part.labels['chart'];
    if (chart !== undefined) return chart;
  }
  return undefined;
}

/**
 * The version people know: the label for it, else the image's tag of the part that names it, else the chart's. A tag that is no
 * version (`latest`, a commit) says nothing.
 */
export function versionOf(installation: Installation): string | undefined {
  const { versionFrom } = installation.rule;
  const parts = [...installation.workloads].sort((a, b) => Number(isFrom(b)) - Number(isFrom(a)));
  for (const part of [...parts, ...installation.services]) {
    const label = part.labels['app.kubernetes.io/version'];
    if (label !== undefined && isVersion(label)) return plain(label);
  }
  for (const part of [...parts, ...installation.pods]) {
    for (const container of part.containers) {
      const tag = tagOf(container.image);
      if (tag !== undefined && isVersion(tag)) return plain(tag);
    }
  }
  const chart = /-(v?\d+\.\d+.*)$/.exec(chartOf(installation) ?? '')?.[1];
  return chart === undefined ? undefined : plain(chart);

  function isFrom(workload: Installation['workloads'][number]): boolean {
    return versionFrom !== undefined && matchesWorkload(versionFrom, workload);
  }
}

function isVersion(tag: string): boolean {
  return /^v?\d+\.\d+/.test(tag);
}

function plain(version: string): string {
  return version.replace(/^v/, '');
}
