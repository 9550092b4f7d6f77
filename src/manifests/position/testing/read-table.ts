/** A manifest in which lines end with `«path»`: the field that the last word before it on the line belongs to. `«»`: nothing is said there. */
export interface Marked {
  readonly text: string;
  readonly marks: readonly { readonly offset: number; readonly path: string; readonly line: string }[];
}

/** Takes the marks out. A mark stands for the first character of the word right before it. */
export function readMarks(source: string): Marked {
  let text = '';
  const marks: { offset: number; path: string; line: string }[] = [];
  let done = 0;
  for (const match of source.matchAll(/«([^»]*)»/g)) {
    text += source.slice(done, match.index);
    done = match.index + match[0].length;
    const word = /[^\s:"'{}[\],]+["'\s:{}[\],]*$/.exec(text);
    const line = source.slice(source.lastIndexOf('\n', match.index) + 1, match.index);
    marks.push({ offset: word?.index ?? text.length, path: match[1] ?? '', line });
  }
  return { text: text + source.slice(done), marks };
}
