const ATTRIBUTE = /([A-Z0-9-]+)=("[^"\r\n]*"|[^",\s][^,]*)(?:,|$)/gy;

export class MalformedPlaylist extends Error {
  constructor(fact: string) {
    super(`malformed playlist: ${fact}`);
    this.name = 'MalformedPlaylist';
  }
}

/** An attribute list (RFC 8216bis, 4.2); quoted values lose their quotes. */
export class AttributeList {
  readonly #values = new Map<string, string>();
  readonly #tag: string;

  constructor(tag: string, text: string) {
    this.#tag = tag;
    ATTRIBUTE.lastIndex = 0;
    let at = 0;
    for (let match = ATTRIBUTE.exec(text); match; match = ATTRIBUTE.exec(text)) {
      const [whole, name = '', value = ''] = match;
      if (this.#values.has(name)) throw new MalformedPlaylist(`${tag} names ${name} twice`);
      this.#values.set(name, value.startsWith('"') ? value.slice(1, -1) : value);
      at += whole.length;
      if (at === text.length) break;
    }
    if (at !== text.length) throw new MalformedPlaylist(`${tag}:${text.slice(0, 80)}`);
  }

  find(name: string): string | undefined {
    return this.#values.get(name);
  }

  get(name: string): string {
    const value = this.find(name);
    if (value === undefined) throw new MalformedPlaylist(`${this.#tag} without ${name}`);
    return value;
  }

  entries(): IterableIterator<[string, string]> {
    return this.#values.entries();
  }

  findNumber(name: string): number | undefined {
    const value = this.find(name);
    return value === undefined ? undefined : parseDecimal(`${this.#tag} ${name}`, value);
  }

  getNumber(name: string): number {
    return parseDecimal(`${this.#tag} ${name}`, this.get(name));
  }

  isYes(name: string): boolean {
    return this.find(name) === 'YES';
  }
}

export function parseDecimal(what: string, text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text))
    throw new MalformedPlaylist(`${what} is not a decimal: ${text.slice(0, 40)}`);
  return Number(text);
}
