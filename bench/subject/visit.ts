import { list, text } from '../../src/common/json.ts';
import { answers } from './answers.ts';
import { makeSidebar } from './sidebar.ts';
import type { Sidebar } from './sidebar.ts';

let sidebar: Sidebar | undefined;

/** Opens the sidebar, as it looks after the namespaces were used before. */
async function open(input: unknown): Promise<void> {
  const remembered = list(input, 'namespaces').filter((name) => typeof name === 'string');
  sidebar = makeSidebar({ kubeconfig: text(input, 'kubeconfig') ?? '', remembered });
  sidebar.onPaint = () => void sidebar?.root.children.map((namespace) => namespace.children);
  sidebar.show();
  await sidebar.connect();
}

function hide(): void {
  sidebar?.hide();
}

answers({ open, hide });
