import * as vscode from 'vscode';
import type { Disposable } from '../../src/common/disposable.ts';
import type { PortholeForTests } from '../../src/extension.ts';
import type { RowNode } from '../../src/views/tree/row-node.ts';

/** The extension as it runs in this host. */
export async function porthole(): Promise<PortholeForTests> {
  const extension = vscode.extensions.getExtension<PortholeForTests | undefined>('porthole.porthole');
  const api = await extension?.activate();
  if (!api) throw new Error('Porthole does not run in this extension host.');
  return api;
}

/** Opens the sample cluster with its views in sight, and waits until its pods are there. */
export async function onSampleCluster(): Promise<PortholeForTests> {
  const api = await porthole();
  await vscode.commands.executeCommand('porthole.namespaces.focus');
  if (api.connection.session?.context.name !== 'sample')
    await vscode.commands.executeCommand('porthole.trySampleCluster');
  await until(api.namespaces.onDidChange, () =>
    api.namespaces.pods('team-a').state === 'live' ? true : undefined,
  );
  return api;
}

/** Resolves with what `look` finds: now, or after one of the events. The test's own time limit ends the waiting. */
export function until<T>(event: (listener: () => void) => Disposable, look: () => T | undefined): Promise<T> {
  return new Promise((resolve) => {
    const check = (): void => {
      const found = look();
      if (found === undefined) return;
      listening.dispose();
      resolve(found);
    };
    const listening = event(check);
    check();
  });
}

/** All rows below these, as `label: description`. */
export function texts(nodes: readonly RowNode[]): readonly string[] {
  return nodes.flatMap((node) => [
    `${node.row.label}: ${node.row.description ?? ''}`,
    ...texts(node.children),
  ]);
}

/** The name of the first pod of the sample cluster that begins like this. */
export function podNamed(api: PortholeForTests, beginning: string): string {
  const found = api.namespaces.allPods().find(({ name }) => name.startsWith(beginning));
  if (!found)
    throw new Error(
      `There is no pod ${beginning}… among ${api.namespaces
        .allPods()
        .map(({ name }) => name)
        .join(', ')}.`,
    );
  return found.name;
}
