import { ClusterError } from '../problem.ts';

/** Longest item or envelope that is taken for an API object; see json-lines.ts. */
const LONGEST = 16 * 1024 * 1024;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** Depths in `{"items":[{"metadata":{"managedFields":[...]}}]}`, counted by the braces and brackets that are open. */
const LIST = 1;
const ITEMS = 2;
const ITEM = 3;
const METADATA = 4;
const MANAGED_FIELDS = 5;

/** The keys that the splitter looks for, each at its depth. */
type Key = 'items' | 'metadata' | 'managedFields';
const KEYS: Readonly<Record<number, Key>> = {
  [LIST]: 'items',
  [ITEM]: 'metadata',
  [METADATA]: 'managedFields',
};
const LONGEST_KEY = 'managedFields'.length;

/**
 * Cuts the answer to a list request into its items while it arrives, so that a list of any size is parsed object by object: the
 * first rows do not wait for the last byte, and no single parse can stall the event loop. `metadata.managedFields`, often half of
 * an object and never of use here, is left out before anything is parsed.
 */
export class ListSplitter {
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** The string that ended last, if it may be a key of interest. */
  #key: Key | undefined;
  /** Where the current string began in this chunk, and what an earlier chunk held of it. */
  #stringStart = 0;
  #stringHead = '';
  #inItems = false;
  #inMetadata = false;
  #skipping = false;
  readonly #item = new Gathered();
  readonly #envelope = new Gathered();

  /** Calls `onItem` with the JSON text of each item that the chunk completes. */
  push(chunk: Buffer, onItem: (json: string) => void): void {
    const length = chunk.length;
    let keptFrom = 0;
    let index = this.#inString ? this.#throughString(chunk, 0) : 0;
    for (; index < length; index += 1) {
      const byte = chunk[index];
      if (byte === QUOTE) {
        this.#beginString(index + 1);
        index = this.#throughString(chunk, index + 1) - 1;
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        keptFrom = this.#open(chunk, keptFrom, index);
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        const depth = this.#depth;
        keptFrom = this.#close(chunk, keptFrom, index);
        if (this.#inItems && depth === ITEM) onItem(this.#item.take());
      }
    }
    this.#keep(chunk, keptFrom, length);
    if (this.#inString) this.#rememberHead(chunk);
  }

  /** What the list says of itself, as JSON text with its items left out. Throws `ClusterError` when the answer was cut off. */
  end(): string {
    const envelope = this.#envelope.take();
    if (this.#depth !== 0 || this.#inString || envelope === '') {
      throw new ClusterError({
        kind: 'server',
        status: 200,
        message: 'the answer ends in the middle of a list',
      });
    }
    return envelope;
  }

  /** A brace or bracket opens. Answers from where on bytes are to be kept. */
  #open(chunk: Buffer, keptFrom: number, index: number): number {
    const key = this.#key;
    this.#key = undefined;
    this.#depth += 1;
    if (this.#depth === ITEM && this.#inItems) {
      this.#item.clear(); // the comma before it
      return index;
    }
    if (this.#depth === ITEMS && key === 'items') {
      this.#keep(chunk, keptFrom, index + 1);
      this.#inItems = true;
      return index + 1;
    }
    if (this.#depth === METADATA && key === 'metadata') this.#inMetadata = this.#inItems;
    if (this.#depth === MANAGED_FIELDS && key === 'managedFields' && this.#inMetadata) {
      this.#keep(chunk, keptFrom, index + 1);
      this.#skipping = true;
      return index + 1;
    }
    return keptFrom;
  }

  #close(chunk: Buffer, keptFrom: number, index: number): number {
    this.#key = undefined;
    this.#depth -= 1;
    if (this.#skipping && this.#depth === METADATA) {
      this.#skipping = false;
      return index;
    }
    if (this.#depth === ITEM) this.#inMetadata = false;
    if (this.#inItems && this.#depth === ITEMS) {
      this.#keep(chunk, keptFrom, index + 1);
      return index + 1;
    }
    if (this.#inItems && this.#depth === LIST) {
      this.#inItems = false;
      return index;
    }
    return keptFrom;
  }

  #beginString(start: number): void {
    this.#inString = true;
    this.#key = undefined;
    this.#stringStart = start;
    this.#stringHead = '';
  }

  /** Goes to the end of the string or of the chunk; answers the index after it. */
  #throughString(chunk: Buffer, from: number): number {
    const length = chunk.length;
    let index = from;
    if (this.#escaped && index < length) {
      this.#escaped = false;
      index += 1;
    }
    for (; index < length; index += 1) {
      const byte = chunk[index];
      if (byte === QUOTE) {
        this.#inString = false;
        this.#key = this.#keyEndingAt(chunk, index);
        this.#stringStart = 0;
        this.#stringHead = '';
        return index + 1;
      }
      if (byte === BACKSLASH) {
        index += 1;
        if (index >= length) this.#escaped = true;
      }
    }
    return length;
  }

  #keyEndingAt(chunk: Buffer, end: number): Key | undefined {
    const key = KEYS[this.#depth];
    if (key === undefined || this.#stringHead.length + end - this.#stringStart !== key.length)
      return undefined;
    return this.#stringHead + chunk.toString('latin1', this.#stringStart, end) === key ? key : undefined;
  }

  /** The string goes on in the next chunk: keeps as much of it as a key could have, and one more, so that it no longer is one. */
  #rememberHead(chunk: Buffer): void {
    const room = LONGEST_KEY + 1 - this.#stringHead.length;
    if (room > 0) this.#stringHead += chunk.toString('latin1', this.#stringStart, this.#stringStart + room);
    this.#stringStart = 0;
  }

  #keep(chunk: Buffer, from: number, to: number): void {
    if (this.#skipping || to <= from) return;
    (this.#inItems ? this.#item : this.#envelope).add(chunk, from, to);
  }
}

/** Bytes put together in one buffer, which is used again for the next item. */
class Gathered {
  #bytes = Buffer.allocUnsafe(8192);
  #length = 0;

  add(chunk: Buffer, from: number, to: number): void {
    const needed = this.#length + to - from;
    if (needed > LONGEST)
      throw new ClusterError({
        kind: 'server',
        status: 200,
        message: `an object of the list is longer than ${LONGEST} bytes`,
      });
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    chunk.copy(this.#bytes, this.#length, from, to);
    this.#length = needed;
  }

  clear(): void {
    this.#length = 0;
  }

  take(): string {
    const text = this.#bytes.toString('utf8', 0, this.#length);
    this.#length = 0;
    return text;
  }
}
