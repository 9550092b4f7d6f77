import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { DisposableStore } from '../common/disposable.ts';
import type { Disposable } from '../common/disposable.ts';
import type { ClusterProblem } from '../k8s/problem.ts';
import { problemWords } from '../rows/problem-words.ts';
import type { CommandId } from './contributions.ts';
import type { CurrentConnection } from './current-connection.ts';
import { isProduction } from './production.ts';

interface StatusWords {
  readonly text: string;
  readonly tooltip: string;
  readonly warns: boolean;
}

/** `cluster / namespace`; a warning only when the connection is lost. */
export class StatusBar implements Disposable {
  readonly #owned = new DisposableStore();
  readonly #item: vscode.StatusBarItem;
  readonly #connection: CurrentConnection;
  readonly #pattern: () => string;

  constructor(connection: CurrentConnection, pattern: () => string) {
    this.#connection = connection;
    this.#pattern = pattern;
    this.#item = this.#owned.own(
      vscode.window.createStatusBarItem('porthole.cluster', vscode.StatusBarAlignment.Left, 20),
    );
    this.#item.name = l10n.t('Porthole: cluster');
    this.#item.command = 'porthole.switchCluster' satisfies CommandId;
    this.#owned.own(connection.onDidChange(() => this.update()));
    this.update();
  }

  update(): void {
    const { session, problem } = this.#connection;
    if (!session) {
      this.#item.hide();
      return;
    }
    const { context, namespaces } = session;
    const lost = namespaces.state === 'known' ? namespaces.stale?.problem : problem;
    const words = statusWords({
      cluster: context.name,
      namespace: context.namespace,
      production: isProduction([context.name, context.cluster], this.#pattern()),
      lost,
    });
    this.#item.text = words.text;
    this.#item.tooltip = words.tooltip;
    this.#item.backgroundColor = words.warns
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
    this.#item.accessibilityInformation = { label: words.tooltip };
    this.#item.show();
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

function statusWords({
  cluster,
  namespace,
  production,
  lost,
}: {
  readonly cluster: string;
  readonly namespace: string | undefined;
  readonly production: boolean;
  readonly lost: ClusterProblem | undefined;
}): StatusWords {
  const place = namespace === undefined ? cluster : `${cluster} / ${namespace}`;
  const mark = production ? l10n.t('production') : undefined;
  const icon = lost ? '$(debug-disconnect)' : '$(server)';
  return {
    text: [`${icon} ${place}`, mark].filter((part) => part !== undefined).join(' · '),
    tooltip: lost
      ? l10n.t('{0}: {1}', place, problemWords(lost).title)
      : production
        ? l10n.t('Connected to {0}, which looks like production. Click to switch.', place)
        : l10n.t('Connected to {0}. Click to switch.', place),
    warns: lost !== undefined,
  };
}
