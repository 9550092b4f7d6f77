import * as vscode from 'vscode';
import { plainNotice } from '../common/plain-text.ts';

// VS Code makes links of `[words](address)` in notifications, and such an address may be a command. What a cluster says goes into them
// as it is, so nobody else calls VS Code for it; a lint rule looks after that.

/** Tells of a failure. Resolves with the button that was pressed, if any. */
export function showError<Choice extends string>(
  text: string,
  ...choices: readonly Choice[]
): Thenable<Choice | undefined> {
  return vscode.window.showErrorMessage(plainNotice(text), ...choices);
}

/** Tells of something that keeps a wish from being fulfilled. */
export function showWarning<Choice extends string>(
  text: string,
  ...choices: readonly Choice[]
): Thenable<Choice | undefined> {
  return vscode.window.showWarningMessage(plainNotice(text), ...choices);
}

/** Tells something that is worth knowing. */
export function showInformation<Choice extends string>(
  text: string,
  ...choices: readonly Choice[]
): Thenable<Choice | undefined> {
  return vscode.window.showInformationMessage(plainNotice(text), ...choices);
}
