import * as l10n from '@vscode/l10n';
import type { ExecPlugin } from '../kubeconfig/target.ts';
import { redacted } from './redact.ts';
import type { ProgramEnd } from './run-program.ts';

/** The end of what it complained about. Its normal output is never shown: that is where the secret is. */
export function complaint(end: ProgramEnd, plugin: ExecPlugin): string {
  const secrets = [...plugin.env.map((variable) => variable.value), ...secretArguments(plugin.args)];
  const said = redacted(end.stderr, secrets).trim().split(/\r?\n/).slice(-4).join(' ').slice(-400);
  if (said !== '') return said;
  return end.code === undefined
    ? l10n.t('It was ended from outside.')
    : l10n.t('It ended with exit code {0} and said nothing.', end.code);
}

/** Values of arguments whose name says that they are secret: `--client-secret x`, `--token=x`. */
function secretArguments(args: readonly string[]): string[] {
  const name = /^--?[\w-]*(?:secret|token|password|key)[\w-]*/i;
  return args.flatMap((argument, index) => {
    if (argument.includes('=') && name.test(argument)) return [argument.slice(argument.indexOf('=') + 1)];
    return name.test(args[index - 1] ?? '') ? [argument] : [];
  });
}
