/** Stands in a masked text for what a template will put there. From the private use area: no manifest has it by itself. */
export const FILLED_IN = '\uE000';

/** An action that is longer than this is none: somebody is typing, or the braces mean something else. */
const LONGEST_ACTION = 20_000;
const LONGEST_LINE = 2_000;
/** Begins and ends what is printed under a condition, or several times. */
const BLOCK_START = /^\{\{-?\s*(?:if|range|with)\b/;
const BLOCK_END = /^\{\{-?\s*end\b/;
/** Actions of Go templates that print nothing themselves. */
const SILENT_ACTION =
  /^\{\{-?\s*(?:\/\*|(?:if|else|end|range|with|define|block|break|continue)\b|\$\w*\s*:?=)/;

/**
 * The same text with each template action (`{{ … }}`, `{% … %}`) replaced by as many characters, so that it can be read as YAML and
 * every offset stays what it was: blanks where the action prints nothing, `FILLED_IN` where it prints something.
 */
export function maskTemplates(written: string): string {
  const text = maskDirectives(written);
  const hasJinja = text.includes('{%');
  if (!hasJinja && !text.includes('{{')) return text;
  let masked = '';
  let done = 0;
  let at = nextAction(text, 0, hasJinja);
  while (at !== -1) {
    const end = text[at + 1] === '%' ? blockEnd(text, at) : actionEnd(text, at);
    const action = text.slice(at, end);
    masked += text.slice(done, at);
    const whole = BLOCK_START.test(action) && isBehindWords(text, at) ? wholeBlock(text, at, end) : undefined;
    masked += whole ?? action.replace(/[^\r\n]/g, prints(action) ? FILLED_IN : ' ');
    done = whole === undefined ? end : at + whole.length;
    at = nextAction(text, done, hasJinja);
  }
  return masked + text.slice(done);
}

/** Lines of Terraform's templates (`%{ for … ~}`) and of ERB (`<% if … %>`) that print nothing themselves. */
const DIRECTIVE = /^[ \t]*(?:%\{[^\n]*\}|<%(?!=)[^\n]*%>)[ \t]*\r?$/gm;

function maskDirectives(text: string): string {
  if (!text.includes('%{') && !text.includes('<%')) return text;
  return text.replace(DIRECTIVE, (line) => line.replace(/[^\r]/g, ' '));
}

function prints(action: string): boolean {
  return action[1] === '{' && !SILENT_ACTION.test(action);
}

/** Whether a key or a value stands on the line before it: then what a block prints is a part of that line. */
function isBehindWords(text: string, at: number): boolean {
  const lineStart = Math.max(text.lastIndexOf('\n', at - 1) + 1, at - LONGEST_LINE);
  return /[^\s-]/.test(text.slice(lineStart, at).replace(/\{\{.*?\}\}/g, ''));
}

/**
 * `{{ if .x }}a{{ else }}b{{ end }}` in the middle of a line: nobody knows what stands there in the end. What separates values is
 * kept, as in `{cpu: 1{{ if .gpu }}, nvidia.com/gpu: 1{{ end }}}`. Nothing where the block goes on below.
 */
function wholeBlock(text: string, start: number, afterStart: number): string | undefined {
  const most = lineEnd(text, start);
  let masked = FILLED_IN.repeat(afterStart - start);
  let words = '';
  let depth = 1;
  let done = afterStart;
  while (depth > 0) {
    const at = text.indexOf('{{', done);
    const end = at === -1 || at >= most ? undefined : actionEnd(text, at);
    if (end === undefined || end > most) return undefined;
    const action = text.slice(at, end);
    if (BLOCK_START.test(action)) depth += 1;
    else if (BLOCK_END.test(action)) depth -= 1;
    words += text.slice(done, at);
    masked += text.slice(done, at) + FILLED_IN.repeat(end - at);
    done = end;
  }
  return /[:{}[\]]/.test(words) ? masked : FILLED_IN.repeat(done - start);
}

function nextAction(text: string, from: number, hasJinja: boolean): number {
  const action = text.indexOf('{{', from);
  const block = hasJinja ? text.indexOf('{%', from) : -1;
  if (action === -1 || block === -1) return Math.max(action, block);
  return Math.min(action, block);
}

/** After the `}}` that ends the action; the end of the line where it is not closed yet. Strings and comments may hold braces. */
function actionEnd(text: string, start: number): number {
  const most = Math.min(text.length, start + LONGEST_ACTION);
  const comment = /^\{\{-?\s*\/\*/.exec(text.slice(start, start + 40));
  if (comment) {
    const end = text.indexOf('*/', start + comment[0].length);
    const close = end === -1 ? -1 : text.indexOf('}}', end);
    return close === -1 || close > most ? lineEnd(text, start) : close + 2;
  }
  for (let at = start + 2; at < most; at += 1) {
    const char = text[at];
    if (char === '}' && text[at + 1] === '}') return at + 2;
    if (char === '{' && text[at + 1] === '{') break; // the next action begins: this one is still being typed
    if (char === '"' || char === '`' || char === "'") at = stringEnd(text, at, most);
  }
  return lineEnd(text, start);
}

/** The closing quote; the opening one where there is none, which then is no quote. Only raw strings go over lines. */
function stringEnd(text: string, start: number, most: number): number {
  const quote = text[start];
  for (let at = start + 1; at < most; at += 1) {
    const char = text[at];
    if (char === quote) return at;
    if (char === '\n' && quote !== '`') break;
    if (char === '\\' && quote === '"') at += 1;
  }
  return start;
}

function blockEnd(text: string, start: number): number {
  const close = text.indexOf('%}', start);
  return close === -1 || close - start > LONGEST_ACTION ? lineEnd(text, start) : close + 2;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  if (end === -1) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}
