import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { runCommand } from './commands.ts';
import type { PageAction } from './explain/explain-page.ts';
import type { ExplainStory } from './explain/explain-story.ts';

/** What the links and buttons of the Explain page do. */
export async function pageActions(action: PageAction, story: ExplainStory): Promise<void> {
  const { subject } = story;
  switch (action.do) {
    case 'copy':
      await vscode.env.clipboard.writeText(action.text);
      vscode.window.setStatusBarMessage(l10n.t('Copied.'), 2000);
      return;
    case 'report':
      await runCommand('porthole.report', subject);
      return;
    case 'logs':
      await runCommand('porthole.showLogs', {
        ...subject,
        ...(action.container !== undefined && { container: action.container }),
      });
      return;
    case 'group-logs':
      await runCommand('porthole.showLogs', {
        namespace: subject.namespace,
        group: { owner: action.owner },
      });
      return;
    case 'ask':
      await runCommand('porthole.copyAccessRequest', action.problems);
      return;
    case 'yaml':
      await runCommand('porthole.showYaml', subject);
  }
}
