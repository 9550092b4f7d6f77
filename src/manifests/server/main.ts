// The language server, a process of its own. Its one argument is the file of the Kubernetes field reference that the build wrote.
import { readFileSync } from 'node:fs';
import {
  IPCMessageReader,
  IPCMessageWriter,
  createProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import { openFieldReference, type FieldReference } from '../explanations/reference.ts';
import { serveManifests } from './serve.ts';

const [, , referenceFile = ''] = process.argv;
let opened: FieldReference | undefined;

process.on('disconnect', () => process.exit(0)); // the editor is gone, however it went
serveManifests(createProtocolConnection(new IPCMessageReader(process), new IPCMessageWriter(process)), {
  reference: () => (opened ??= openFieldReference(readFileSync(referenceFile))),
  now: () => new Date(),
  exit: (code) => process.exit(code),
});
