import * as vscode from 'vscode';
import { DisposableStore } from '../../common/disposable.ts';
import type { Disposable } from '../../common/disposable.ts';
import { isLikelyManifest } from '../../manifests/documents/likely-manifest.ts';
import { onSettingChange, setting } from '../settings.ts';
import { MANIFEST_LANGUAGES } from '../contributions.ts';
import {
  startManifestClient,
  type ManifestClient,
  type ManifestClientOptions,
} from './client/manifest-client.ts';

export interface ManifestHoversOptions extends ManifestClientOptions {
  /** The first manifest was opened. */
  readonly onFirst: () => void;
  readonly onError: (error: unknown) => void;
}

/** Explains the fields of manifests: runs the language server from the first manifest that is opened, while the setting allows it. */
export class ManifestHovers implements Disposable {
  readonly #options: ManifestHoversOptions;
  readonly #owned = new DisposableStore();
  #client: Promise<ManifestClient> | undefined;
  #looking: Disposable | undefined;

  constructor(options: ManifestHoversOptions) {
    this.#options = options;
    this.#owned.own(onSettingChange(['porthole.hover.enabled'], () => this.#followSetting()));
    this.#followSetting();
  }

  /** The running client, for tests. Nothing before the first manifest. */
  get client(): Promise<ManifestClient> | undefined {
    return this.#client;
  }

  dispose(): void {
    this.#owned.dispose();
    this.#stop();
  }

  #followSetting(): void {
    if (setting('porthole.hover.enabled')) this.#look();
    else this.#stop();
  }

  /** Waits for a manifest. A document may become one while it is typed. */
  #look(): void {
    if (this.#client || this.#looking) return;
    const looking = new DisposableStore();
    this.#looking = looking;
    const consider = (document: vscode.TextDocument): void => {
      if (!this.#client && isManifest(document)) this.#start();
    };
    looking.own(vscode.workspace.onDidOpenTextDocument(consider));
    looking.own(vscode.workspace.onDidChangeTextDocument(({ document }) => consider(document)));
    vscode.workspace.textDocuments.forEach(consider);
  }

  #start(): void {
    this.#looking?.dispose();
    this.#looking = undefined;
    this.#client = startManifestClient(this.#options);
    this.#client.catch(this.#options.onError);
    this.#options.onFirst();
  }

  #stop(): void {
    this.#looking?.dispose();
    this.#looking = undefined;
    const client = this.#client;
    this.#client = undefined;
    client?.then((running) => running.stop()).catch(this.#options.onError);
  }
}

const FIRST_LINES = new vscode.Range(0, 0, 1000, 0);

function isManifest(document: vscode.TextDocument): boolean {
  return (
    (MANIFEST_LANGUAGES as readonly string[]).includes(document.languageId) &&
    isLikelyManifest(document.fileName, document.getText(FIRST_LINES))
  );
}
