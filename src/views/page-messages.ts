import { text } from '../common/json.ts';
import type { Json } from '../common/json.ts';

/** How something is, as a dot of a colour. */
export type Dot = 'bad' | 'wait' | 'good' | 'busy' | 'quiet';

/** Something to press. The page answers with its id; what happens is decided on the extension's side. */
export interface Link {
  readonly id: string;
  readonly label: string;
}

export interface Pair {
  readonly name: string;
  readonly value: string;
  /** The name is something a machine says: a path, an image. */
  readonly mono?: boolean;
}

/** What comes from a page that shows what it is given and has things to press. */
export type FromPage = { readonly type: 'ready' } | { readonly type: 'use'; readonly link: string };

/** A message of the page, if it is one. */
export function fromPage(message: Json): FromPage | undefined {
  const type = text(message, 'type');
  const link = text(message, 'link');
  if (type === 'ready') return { type };
  return type === 'use' && link !== undefined ? { type, link } : undefined;
}
