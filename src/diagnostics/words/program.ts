import * as l10n from '@vscode/l10n';

/** Whose end a sentence tells. The name of a container says nothing to the people who wrote the program in it, unless there are several. */
export interface Program {
  readonly container: string;
  /** It is the only container that does the pod's work. */
  readonly only?: boolean | undefined;
}

/** For the beginning of a sentence: `The program`, or the container's name in quotes. */
export function programWords({ container, only }: Program): string {
  return only ? l10n.t('The program') : `"${container}"`;
}
