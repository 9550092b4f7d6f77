import { isRecord, type Json, type JsonRecord } from '../../common/json.ts';

/** A field that does not have the type it must have. kubectl refuses the whole file then, and so do we. */
export class WrongField extends Error {
  override readonly name = 'WrongField';
  readonly path: string;
  readonly expected: 'text' | 'true or false' | 'a list' | 'a mapping' | 'base64';

  constructor(path: string, expected: WrongField['expected']) {
    super(`${path}: expected ${expected}`);
    this.path = path;
    this.expected = expected;
  }
}

/**
 * Reads the fields of a mapping as strictly as kubectl's decoder does, and knows where it stands for messages. An absent field, a
 * null and an empty text are the same: nothing.
 */
export class Fields {
  readonly #record: JsonRecord;
  readonly #path: string;

  constructor(value: Json, path: string) {
    if (value !== undefined && value !== null && !isRecord(value)) throw new WrongField(path, 'a mapping');
    this.#record = isRecord(value) ? value : {};
    this.#path = path;
  }

  text(name: string): string | undefined {
    const value = this.raw(name);
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') throw new WrongField(this.#at(name), 'text');
    return value;
  }

  /** Text that stands there as base64. */
  data(name: string): string | undefined {
    const value = this.text(name)?.replaceAll(/[\r\n]/g, '');
    if (value === undefined || value === '') return undefined;
    if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value)) {
      throw new WrongField(this.#at(name), 'base64');
    }
    return Buffer.from(value, 'base64').toString('utf8');
  }

  flag(name: string): boolean {
    const value = this.raw(name);
    if (value === undefined || value === null) return false;
    if (typeof value !== 'boolean') throw new WrongField(this.#at(name), 'true or false');
    return value;
  }

  has(name: string): boolean {
    const value = this.raw(name);
    return value !== undefined && value !== null;
  }

  mapping(name: string): Fields {
    return new Fields(this.raw(name), this.#at(name));
  }

  /** The entries of a list of mappings. */
  mappings(name: string): Fields[] {
    return this.#list(name).map((entry, index) => new Fields(entry, `${this.#at(name)}[${index}]`));
  }

  texts(name: string): string[] {
    return this.#list(name).map((entry, index) => {
      if (entry === null) return '';
      if (typeof entry !== 'string') throw new WrongField(`${this.#at(name)}[${index}]`, 'text');
      return entry;
    });
  }

  names(): string[] {
    return Object.keys(this.#record);
  }

  raw(name: string): Json {
    return Object.hasOwn(this.#record, name) ? this.#record[name] : undefined;
  }

  #list(name: string): readonly Json[] {
    const value = this.raw(name);
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) throw new WrongField(this.#at(name), 'a list');
    return value as readonly Json[];
  }

  #at(name: string): string {
    return this.#path === '' ? name : `${this.#path}.${name}`;
  }
}
