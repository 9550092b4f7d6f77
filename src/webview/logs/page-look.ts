import { flag, record, text } from '../../common/json.ts';
import type { Json } from '../../common/json.ts';
import type { Query } from './query.ts';
import type { Level } from './severity.ts';

export type Times = 'local' | 'utc' | 'off';

/** What the reader chose; kept over a reload of the window. */
export interface PageLook {
  readonly query: Query;
  readonly include: Query;
  readonly exclude: Query;
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
  return {
    query: queryOf(record(look, 'query')),
    include: queryOf(record(look, 'include')),
    exclude: queryOf(record(look, 'exclude')),
    level: LEVELS.find((level) => level === look['level']) ?? 'debug',
    wrap: flag(look, 'wrap') ?? false,
    times: TIMES.find((times) => times === look['times']) ?? 'local',
    names: flag(look, 'names') ?? true,
  };
}

function queryOf(query: Json): Query {
  return {
    text: text(query, 'text') ?? '',
    isPattern: flag(query, 'isPattern') ?? false,
    matchCase: flag(query, 'matchCase') ?? false,
  };
}
