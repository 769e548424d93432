/** One ISO-BMFF box inside a buffer (ISO/IEC 14496-12, 4.2). */
export interface Box {
  type: string;
  start: number;
  end: number;
  /** Where the payload begins: after size, type and the 64-bit size if there is one. */
  bodyStart: number;
}

/** Size and header length of the box that begins here; nothing while the header is incomplete. */
export function readBoxHeader(
  bytes: Buffer,
  at: number,
): { type: string; sizeBytes: number; headerBytes: number } | undefined {
  if (bytes.length - at < 8) return undefined;
  const type = bytes.toString('latin1', at + 4, at + 8);
  const size = bytes.readUInt32BE(at);
  if (size !== 1) return { type, sizeBytes: size, headerBytes: 8 };
  if (bytes.length - at < 16) return undefined;
  return { type, sizeBytes: Number(bytes.readBigUInt64BE(at + 8)), headerBytes: 16 };
}

export class MalformedMp4 extends Error {
  constructor(fact: string) {
    super(`malformed MP4: ${fact}`);
    this.name = 'MalformedMp4';
  }
}

/** The boxes that lie side by side between two offsets. */
export function* boxesIn(bytes: Buffer, from = 0, to = bytes.length): Generator<Box> {
  let at = from;
  while (at < to) {
    const header = readBoxHeader(bytes, at);
    if (!header || header.sizeBytes < header.headerBytes || at + header.sizeBytes > to)
      throw new MalformedMp4(`a box at ${at} does not fit its parent`);
    yield { type: header.type, start: at, end: at + header.sizeBytes, bodyStart: at + header.headerBytes };
    at += header.sizeBytes;
  }
}

/** The first box along a path of container boxes. */
export function findBox(bytes: Buffer, path: readonly string[], within?: Box): Box | undefined {
  let scope = within ?? { type: '', start: 0, end: bytes.length, bodyStart: 0 };
  for (const type of path) {
    const next = childOf(bytes, scope, type);
    if (!next) return undefined;
    scope = next;
  }
  return scope;
}

function childOf(bytes: Buffer, parent: Box, type: string): Box | undefined {
  for (const box of boxesIn(bytes, parent.bodyStart, parent.end)) if (box.type === type) return box;
  return undefined;
}

export function getBox(bytes: Buffer, path: readonly string[], within?: Box): Box {
  const box = findBox(bytes, path, within);
  if (!box) throw new MalformedMp4(`no ${path.join('/')}`);
  return box;
}

/** Prints a box around its payload. */
export function printBox(type: string, ...payload: Uint8Array[]): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + payload.reduce((sum, part) => sum + part.length, 0), 0);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, ...payload]);
}
