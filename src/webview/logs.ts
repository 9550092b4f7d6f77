import { flag, text } from '../common/json.ts';
import { toPage } from '../views/logs/protocol.ts';
import type { FromPage, ToPage } from '../views/logs/protocol.ts';
import type { ToolbarState } from './logs/toolbar.ts';
import { LogPage } from './logs/log-page.ts';
import { vscode } from './vscode-api.ts';

// The Logs page: what it shows is rebuilt whenever the extension says `start`; what the reader chose is kept in the page's state.

const send = (message: FromPage): void => vscode.postMessage(message);
let page: LogPage | undefined;

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const message = toPage(event.data);
  if (message) receive(message);
});
window.addEventListener('keydown', (event) => {
  if (event.key === 'f' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    page?.focusFind();
  }
});
send({ type: 'ready' });

function receive(message: ToPage): void {
  if (message.type === 'start') {
    page = new LogPage(message, savedState(), {
      send,
      save: (state) => vscode.setState({ ...savedIdentity(), look: state }),
    });
    document.body.replaceChildren(...page.elements);
    document.title = message.title;
    page.begin();
    vscode.setState({ ...savedIdentity(), subject: message.subject, look: page.look });
    return;
  }
  if (message.type === 'subject') {
    document.title = message.title;
    vscode.setState({ ...savedIdentity(), subject: message.subject });
  }
  page?.receive(message);
}

/** What identifies the page over a reload of the window; the extension reads it (no text of the log, no token). */
function savedIdentity(): Record<string, unknown> {
  const state = vscode.getState();
  return typeof state === 'object' && state !== null ? { ...state } : {};
}

function savedState(): ToolbarState {
  const state = vscode.getState();
  return {
    find: text(state, 'look', 'find') ?? '',
    onlyMatching: flag(state, 'look', 'onlyMatching') ?? false,
    wrap: flag(state, 'look', 'wrap') ?? false,
    times: flag(state, 'look', 'times') ?? true,
    names: flag(state, 'look', 'names') ?? true,
  };
}
