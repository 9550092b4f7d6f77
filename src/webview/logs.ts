import { toPage } from '../views/logs/protocol.ts';
import type { FromPage, ToPage } from '../views/logs/protocol.ts';
import { LogPage } from './logs/log-page.ts';
import { pageLook } from './logs/page-look.ts';
import { vscode } from './vscode-api.ts';

// The Logs page: what it shows is rebuilt whenever the extension says `start`; what the reader chose is kept in the page's state.

const send = (message: FromPage): void => vscode.postMessage(message);
let page: LogPage | undefined;

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const message = toPage(event.data);
  if (message) receive(message);
});
window.addEventListener('keydown', (event) => {
  if (!page || !press(page, event)) return;
  event.preventDefault();
  event.stopPropagation();
});
send({ type: 'ready' });

function receive(message: ToPage): void {
  if (message.type === 'start') {
    page = new LogPage(message, pageLook(vscode.getState()), {
      send,
      save: (look) => keep({ look }),
    });
    document.body.replaceChildren(...page.elements);
    document.title = message.title;
    keep({ subject: message.subject, look: page.look });
    page.begin();
    return;
  }
  if (message.type === 'subject') {
    document.title = message.title;
    keep({ subject: message.subject });
  }
  page?.receive(message);
}

/** Keys that work wherever the focus is: those of the editor's own search and problems. True when it was one. */
function press(shown: LogPage, event: KeyboardEvent): boolean {
  const { key, shiftKey } = event;
  const withControl = event.ctrlKey || event.metaKey;
  if (withControl && key === 'f') shown.focusFind();
  else if (key === 'F3') shown.stepMatch(shiftKey ? -1 : 1);
  else if (key === 'F8') shown.stepError(shiftKey ? -1 : 1);
  else return false;
  return true;
}

/** What identifies the page over a reload of the window, and its look; the extension reads it (no text of the log, no token). */
function keep(change: Record<string, unknown>): void {
  const state = vscode.getState();
  vscode.setState({ ...(typeof state === 'object' && state !== null ? state : {}), ...change });
}
