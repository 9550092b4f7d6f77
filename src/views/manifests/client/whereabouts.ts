import * as vscode from 'vscode';
import type { NamedObject } from '../../../manifests/here/named-object.ts';
import { NAMED_KINDS } from '../../../manifests/here/question.ts';
import type { Whereabouts } from '../../../manifests/server/protocol.ts';
import { clusterUri } from '../../cluster-uri.ts';
import type { ClusterFacts } from './cluster-facts.ts';

/** Larger folders are not read for one click. */
const MOST_FILES = 500;
const MOST_BYTES = 1_000_000;

/** Files of the workspace that may describe the object; and where it can be read as the cluster has it, if it is there. */
export async function whereaboutsOf(named: NamedObject, facts: ClusterFacts): Promise<Whereabouts> {
  const [files, answer] = await Promise.all([
    filesWith(named),
    facts.answer({ asks: 'exists', namespace: named.namespace, kind: named.kind, name: named.name }),
  ]);
  if (answer?.to !== 'exists' || !answer.found) return { files };
  const namespace = NAMED_KINDS[named.kind].namespaced ? answer.namespace : undefined;
  return { files, cluster: clusterUri(named.kind, namespace, named.name).toString() };
}

async function filesWith({ kind, name }: NamedObject): Promise<Whereabouts['files']> {
  const found = await vscode.workspace.findFiles('**/*.{yaml,yml,json}', '**/node_modules/**', MOST_FILES);
  const texts = await Promise.all(
    found.map(async (uri) => {
      const { size } = await vscode.workspace.fs.stat(uri);
      if (size > MOST_BYTES) return undefined;
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      return text.includes(name) && text.includes(kind) ? { uri: uri.toString(), text } : undefined;
    }),
  );
  return texts.filter((text) => text !== undefined);
}
