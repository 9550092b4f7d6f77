import * as l10n from '@vscode/l10n';
import { removal } from '../explanations/former-versions.ts';
import type { Field } from '../field.ts';
import { containerMistakes } from './container-mistakes.ts';
import { storageMistakes } from './storage-mistakes.ts';
import { workloadMistakes } from './workload-mistakes.ts';

/** Common mistakes of data work that are made in this field, each with what to write instead; none where anything is unknown. */
export function mistakesAt(field: Field): readonly string[] {
  const found = [
    formerVersion(field),
    ...containerMistakes(field),
    ...workloadMistakes(field),
    ...storageMistakes(field),
  ];
  return found.filter((mistake) => mistake !== undefined);
}

function formerVersion({ document, path }: Field): string | undefined {
  if (document.sort !== 'object' || path.length !== 1 || path[0] !== 'apiVersion') return undefined;
  const gone = removal(document.apiVersion, document.kind);
  return (
    gone &&
    l10n.t(
      'Clusters since Kubernetes {0} do not know this version of {1}: write "{2}".',
      gone.gone,
      document.kind,
      gone.today,
    )
  );
}
