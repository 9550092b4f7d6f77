import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { showInformation } from '../notice.ts';

/** Where a program listens on the machine that it runs on itself: nobody reaches that from here. */
const INSIDE = /^(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\])$/;

/** Opens a web address that a program printed. The editor asks before it opens one that is not trusted. */
export async function openAddress(address: string): Promise<void> {
  const url = URL.parse(address);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') return;
  if (INSIDE.test(url.hostname)) {
    void showInformation(
      l10n.t(
        '{0} is an address inside the pod. To reach it, open the tool in the Tools view: Porthole connects it to this machine.',
        url.host,
      ),
    );
    return;
  }
  await vscode.env.openExternal(vscode.Uri.parse(url.href, true));
}
