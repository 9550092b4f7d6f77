import type { JsonRecord } from '../common/json.ts';
import { flag, instant, isRecord, list, number, text } from '../common/json.ts';
import type { Bundle, ContainerLog, NotSeen, ToolOutput } from './bundle.ts';

/** A text that is neither JSON nor YAML. */
export class UnreadableText extends Error {
  override readonly name = 'UnreadableText';
  /** Which of the texts it was. */
  readonly source: string;

  constructor(source: string, detail: string) {
    super(`${source}: ${detail}`);
    this.source = source;
  }
}

interface Gathered {
  readonly objects: JsonRecord[];
  readonly logs: ContainerLog[];
  readonly outputs: ToolOutput[];
  readonly notSeen: NotSeen[];
  takenAt: number | undefined;
}

/** Our own kinds travel under this API group; objects of the cluster never do. */
const OWN_GROUP = 'porthole.dev/';

/**
 * Makes a bundle of what `kubectl get … -o yaml|json` prints: documents, Lists, container logs and tool outputs. Where nothing says
 * when it was taken, "now" is the newest time that stands in it, so that the same bundle gives the same answer on every day.
 * @throws UnreadableText for a text that cannot be parsed.
 */
export async function parseBundle(
  texts: readonly { readonly name: string; readonly text: string }[],
): Promise<Bundle> {
  const gathered: Gathered = { objects: [], logs: [], outputs: [], notSeen: [], takenAt: undefined };
  for (const { name, text: whole } of texts) {
    for (const document of await documentsOf(name, whole)) add(document, gathered);
  }
  const { takenAt, ...rest } = gathered;
  return { ...rest, takenAt: takenAt ?? newestTime(rest.objects) ?? 0 };
}

async function documentsOf(name: string, whole: string): Promise<readonly unknown[]> {
  const trimmed = whole.trimStart();
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) {
    const parsed = asJson(whole);
    if (parsed !== undefined) return [parsed];
  }
  const { parseAllDocuments } = await import('yaml');
  const documents = parseAllDocuments(whole, { merge: true, logLevel: 'silent', uniqueKeys: false });
  if (!Array.isArray(documents)) return [];
  return documents.map((document) => {
    const [problem] = document.errors;
    if (problem) throw new UnreadableText(name, problem.message.split('\n')[0] ?? problem.code);
    return asPlain(name, () => document.toJS({ maxAliasCount: 1000 }) as unknown);
  });
}

function asPlain(name: string, read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    throw new UnreadableText(name, error instanceof Error ? error.message : String(error));
  }
}

/** The JSON value of a text; nothing where it is not JSON (YAML may begin with a brace as well). */
function asJson(whole: string): unknown {
  try {
    return JSON.parse(whole) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function add(document: unknown, gathered: Gathered): void {
  if (Array.isArray(document)) {
    for (const item of document) add(item, gathered);
    return;
  }
  if (!isRecord(document)) return;
  const kind = text(document, 'kind') ?? '';
  // A saved case: its evidence is the member `bundle`, the rest is about it.
  if (kind === '' && isRecord(document['bundle'])) {
    add(document['bundle'], gathered);
    return;
  }
  if (kind.endsWith('List') && Array.isArray(document['items'])) {
    // Items of a typed list (`PodList`) carry no kind of their own.
    const itemKind = kind === 'List' ? undefined : kind.slice(0, -'List'.length);
    for (const item of document['items'] as unknown[])
      add(
        isRecord(item) && item['kind'] === undefined && itemKind !== undefined
          ? { ...item, kind: itemKind }
          : item,
        gathered,
      );
    return;
  }
  if ((text(document, 'apiVersion') ?? '').startsWith(OWN_GROUP)) addOwn(kind, document, gathered);
  else if (kind !== '') gathered.objects.push(document);
}

function addOwn(kind: string, document: JsonRecord, gathered: Gathered): void {
  const namespace = text(document, 'metadata', 'namespace');
  const name = text(document, 'metadata', 'name') ?? '';
  switch (kind) {
    case 'ContainerLog': {
      const omitted = number(document, 'omittedLines');
      gathered.logs.push({
        namespace: namespace ?? '',
        pod: name,
        container: text(document, 'container') ?? '',
        previous: flag(document, 'previous') ?? false,
        text: text(document, 'text') ?? '',
        ...(omitted === undefined ? {} : { omittedLines: omitted }),
      });
      return;
    }
    case 'ToolOutput':
      gathered.outputs.push({
        ...(namespace === undefined ? {} : { namespace }),
        name,
        tool: text(document, 'tool') ?? '',
        text: text(document, 'text') ?? '',
      });
      return;
    case 'BundleInfo': {
      const takenAt = instant(document, 'takenAt');
      if (takenAt !== undefined) gathered.takenAt = Math.max(gathered.takenAt ?? takenAt, takenAt);
      for (const gap of list(document, 'notSeen')) {
        const what = text(gap, 'what');
        const reason = text(gap, 'reason');
        const where = text(gap, 'namespace');
        if (
          what !== undefined &&
          (reason === 'not-allowed' || reason === 'failed' || reason === 'not-there')
        ) {
          gathered.notSeen.push({ what, reason, ...(where === undefined ? {} : { namespace: where }) });
        }
      }
    }
  }
}

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/;
/** Times that lie ahead by nature (a certificate's end) are not "now". */
const AHEAD = /expir|notAfter|until|deadline|renew/i;

function newestTime(objects: readonly JsonRecord[]): number | undefined {
  let newest: number | undefined;
  const stack: unknown[] = [...objects];
  while (stack.length > 0) {
    const value = stack.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner === 'string') {
        const at = TIME.test(inner) && !AHEAD.test(key) ? Date.parse(inner) : Number.NaN;
        if (!Number.isNaN(at) && at > (newest ?? -Infinity)) newest = at;
      } else stack.push(inner);
    }
  }
  return newest;
}
