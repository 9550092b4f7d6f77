import { plainText } from '../common/plain-text.ts';

/**
 * Builds elements without markup: every text, wherever it came from, is set as text and never read as HTML, without the characters
 * that hide or turn around what stands beside them.
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  ...content: readonly (Node | string | undefined)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  for (const part of content)
    if (part !== undefined) made.append(typeof part === 'string' ? plainText(part) : part);
  return made;
}

/** A button that looks like a link or like a button, by its class. */
export function pressable(label: string, className: string, pressed: () => void): HTMLButtonElement {
  const made = element('button', className, label);
  made.type = 'button';
  made.addEventListener('click', pressed);
  return made;
}

/** Replaces what stands in an element, and keeps the focus on the same thing where it is still there (`data-key`). */
export function replaceContent(parent: HTMLElement, ...content: readonly Node[]): void {
  const focused =
    document.activeElement instanceof HTMLElement && parent.contains(document.activeElement)
      ? document.activeElement.dataset['key']
      : undefined;
  parent.replaceChildren(...content);
  if (focused !== undefined)
    parent.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}
