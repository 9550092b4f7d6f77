import { flag, record, text } from '../../common/json.ts';
import type { Json } from '../../common/json.ts';
import type { Query } from './query.ts';
import type { Level } from './severity.ts';

export type Times = 'local' | 'utc' | 'off';

/** What the reader chose; kept over a reload of the window. */
export interface PageLook {
  readonly query: Query;
  readonly include: string;
  readonly exclude: string;
  readonly level: Level;
  readonly wrap: boolean;
  readonly times: Times;
  /** Whose line it is stands before it, where there are several sources. */
  readonly names: boolean;
}

const LEVELS: readonly Level[] = ['debug', 'info', 'warning', 'error'];
const TIMES: readonly Times[] = ['local', 'utc', 'off'];

/** What was kept, as far as it is that. */
export function pageLook(state: Json): PageLook {
  const look = record(state, 'look');
  const query = record(look, 'query');
  return {
    query: {
      text: text(query, 'text') ?? '',
      isPattern: flag(query, 'isPattern') ?? false,
      matchCase: flag(query, 'matchCase') ?? false,
    },
    include: text(look, 'include') ?? '',
    exclude: text(look, 'exclude') ?? '',
    level: LEVELS.find((level) => level === look['level']) ?? 'debug',
    wrap: flag(look, 'wrap') ?? false,
    times: TIMES.find((times) => times === look['times']) ?? 'local',
    names: flag(look, 'names') ?? true,
  };
}
