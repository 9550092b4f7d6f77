/** The text of a line as people read it: without colours, the last state of a progress bar, JSON-escaped quotes undone. */
export function readable(line: string): string {
  let text = /\u001b|\\u001b|\\x1b/.test(line)
    ? line.replace(/(?:\u001b|\\u001b|\\x1b)\[[0-9;?]*[A-Za-z]/g, '')
    : line;
  const carriage = text.lastIndexOf('\r', text.length - 2);
  if (carriage >= 0) text = text.slice(carriage + 1);
  text = text.replace(/\r$/, '');
  return text.includes('\\"') ? text.replaceAll('\\"', '"') : text;
}
