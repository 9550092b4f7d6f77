/** The fields of each type of a tool: the name of the type that is below (`*`: one of Kubernetes' own or anything), or nothing. */
export type FieldTable = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** One type on each line: its name, then its fields as `name`, `name:Type`, `name:Type[]` or `name:{Type}`. `#` begins a note. */
export function readFields(text: string): FieldTable {
  return new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const [type = '', ...fields] = line.split(' ');
        return [type, new Map(fields.map((field) => fieldOf(field)))];
      }),
  );
}

function fieldOf(word: string): readonly [name: string, shape: string] {
  const colon = word.indexOf(':');
  return colon === -1 ? [word, ''] : [word.slice(0, colon), word.slice(colon + 1)];
}
