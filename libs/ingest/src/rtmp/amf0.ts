/** Values of AMF 0, as far as RTMP commands use them. */
export type AmfValue = number | boolean | string | null | AmfObject;
export interface AmfObject {
  [name: string]: AmfValue;
}

const MOST_VALUES = 256;
const DEEPEST = 4;
const OBJECT_END = 9;

/** Reads a command. Throws for what is no AMF 0, or too much of it. */
export function decodeAmf(bytes: Buffer): AmfValue[] {
  const reader = new AmfReader(bytes);
  const values: AmfValue[] = [];
  while (!reader.isAtEnd) values.push(reader.value(0));
  return values;
}

class AmfReader {
  readonly #bytes: Buffer;
  #at = 0;
  #count = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  value(depth: number): AmfValue {
    this.#count += 1;
    if (this.#count > MOST_VALUES || depth > DEEPEST) throw new RangeError('too many values');
    const type = this.#u8();
    if (type === 0) return this.#take(8).readDoubleBE();
    if (type === 1) return this.#u8() !== 0;
    if (type === 2) return this.#text(this.#take(2).readUInt16BE());
    if (type === 3) return this.#object(depth);
    if (type === 5 || type === 6) return null;
    if (type === 8) {
      this.#take(4);
      return this.#object(depth);
    }
    if (type === 12) return this.#text(this.#take(4).readUInt32BE());
    throw new RangeError(`type ${type} is none of a command`);
  }

  #object(depth: number): AmfObject {
    const object: AmfObject = Object.create(null) as AmfObject;
    for (;;) {
      const name = this.#text(this.#take(2).readUInt16BE());
      if (name === '' && this.#bytes[this.#at] === OBJECT_END) {
        this.#at += 1;
        return object;
      }
      object[name] = this.value(depth + 1);
    }
  }

  #u8(): number {
    return this.#take(1).readUInt8();
  }

  #text(length: number): string {
    return this.#take(length).toString('utf8');
  }

  #take(length: number): Buffer {
    if (this.#at + length > this.#bytes.length) throw new RangeError('the command ends early');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
}

/** Writes a command. */
export const encodeAmf = (values: readonly AmfValue[]): Buffer => Buffer.concat(values.map(encodeValue));

function encodeValue(value: AmfValue): Buffer {
  if (value === null) return Buffer.of(5);
  if (typeof value === 'boolean') return Buffer.of(1, value ? 1 : 0);
  if (typeof value === 'string') return Buffer.concat([Buffer.of(2), encodeName(value)]);
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(9);
    bytes.writeDoubleBE(value, 1);
    return bytes;
  }
  const fields = Object.entries(value).flatMap(([name, field]) => [encodeName(name), encodeValue(field)]);
  return Buffer.concat([Buffer.of(3), ...fields, Buffer.of(0, 0, OBJECT_END)]);
}

function encodeName(text: string): Buffer {
  const content = Buffer.from(text, 'utf8');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(content.length);
  return Buffer.concat([length, content]);
}
