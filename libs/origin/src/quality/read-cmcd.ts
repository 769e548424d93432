/** One value of CMCD: of a list the first levels alone, without their parameters. */
export type CmcdValue = number | string | boolean | readonly (number | string)[];

/** A report of a player is a few hundred characters; a longer one is a mistake or an attack. */
const LONGEST = 2_048;
const MOST_KEYS = 64;
const MOST_IN_LIST = 16;
const KEY = /[A-Za-z*][A-Za-z0-9._*-]{0,63}/y;
const NUMBER = /-?\d{1,15}(?:\.\d{1,3})?/y;
const TEXT = /"(?:[^"\\\p{Cc}]|\\["\\]){0,512}"/uy;
const TOKEN = /[A-Za-z*][A-Za-z0-9!#$%&'*+.^_`|~:/-]{0,127}/y;
const FLAG = /\?[01]/y;
const SPACE = /[ \t]*/y;

/**
 * Reads CMCD (CTA-5004, versions 1 and 2): a dictionary of structured fields (RFC 8941), as it stands in a query, in
 * the four headers, or in a row of an event report. Undefined when it is none.
 */
export function readCmcd(text: string): ReadonlyMap<string, CmcdValue> | undefined {
  if (text.length > LONGEST) return undefined;
  const scanner = new Scanner(text);
  const values = new Map<string, CmcdValue>();
  while (!scanner.atEnd) {
    const key = scanner.take(KEY);
    if (key === undefined || values.size >= MOST_KEYS) return undefined;
    const value = scanner.skip('=') ? valueAt(scanner) : true;
    if (value === undefined) return undefined;
    skipParameters(scanner);
    values.set(key, value);
    if (!scanner.atEnd && !scanner.skip(',')) return undefined;
  }
  return values;
}

/** Walks over a text, each step at its own place: no step reads the text again. */
class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text.trim();
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** With the blanks behind it. */
  take(what: RegExp): string | undefined {
    what.lastIndex = this.#at;
    const found = what.exec(this.#text)?.[0];
    if (found === undefined) return undefined;
    this.#pass(found.length);
    return found;
  }

  skip(sign: string): boolean {
    if (!this.#text.startsWith(sign, this.#at)) return false;
    this.#pass(sign.length);
    return true;
  }

  #pass(length: number): void {
    SPACE.lastIndex = this.#at + length;
    this.#at = SPACE.lastIndex + (SPACE.exec(this.#text)?.[0].length ?? 0);
  }
}

function valueAt(scanner: Scanner): CmcdValue | undefined {
  if (!scanner.skip('(')) return itemAt(scanner);
  const items: (number | string)[] = [];
  while (!scanner.skip(')')) {
    const item = itemAt(scanner);
    if (item === undefined || typeof item === 'boolean' || items.length >= MOST_IN_LIST) return undefined;
    skipParameters(scanner);
    items.push(item);
  }
  return items;
}

function itemAt(scanner: Scanner): number | string | boolean | undefined {
  const number = scanner.take(NUMBER);
  if (number !== undefined) return Number(number);
  const text = scanner.take(TEXT);
  if (text !== undefined) return text.slice(1, -1).replace(/\\(.)/g, '$1');
  const flag = scanner.take(FLAG);
  return flag === undefined ? scanner.take(TOKEN) : flag === '?1';
}

function skipParameters(scanner: Scanner): void {
  while (scanner.skip(';')) {
    scanner.take(KEY);
    if (scanner.skip('=')) itemAt(scanner);
  }
}
