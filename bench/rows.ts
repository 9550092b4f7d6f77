import { readdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Row } from './row.ts';

/** Each file of `rows` is one, in the order of their names. */
export async function allRows(): Promise<readonly Row[]> {
  const folder = fileURLToPath(new URL('rows/', import.meta.url));
  const rows: Row[] = [];
  for (const file of readdirSync(folder).sort()) {
    const { row } = (await import(pathToFileURL(`${folder}${file}`).href)) as { row?: Row };
    if (row === undefined || `${row.name}.ts` !== file)
      throw new Error(`bench/rows/${file} has to export a row that is called like the file`);
    rows.push(row);
  }
  return rows;
}
