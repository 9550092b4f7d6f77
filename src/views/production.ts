/** Whether one of the names looks like production. A pattern that is none matches nothing. */
export function isProduction(names: readonly string[], pattern: string): boolean {
  if (pattern === '') return false;
  let expression: RegExp;
  try {
    expression = new RegExp(pattern, 'i');
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
  return names.some((name) => expression.test(name));
}
