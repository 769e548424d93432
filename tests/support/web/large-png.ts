import { Readable } from 'node:stream';
import { crc32, createDeflate } from 'node:zlib';

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
/** Eight bits for each of red, green and blue. */
const TRUE_COLOUR = [8, 2, 0, 0, 0];

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

/** Each row is one colour between red and blue, and begins with the number of its filter: none. */
function* rows(width: number, height: number): Generator<Buffer> {
  for (let y = 0; y < height; y += 1) {
    const row = Buffer.alloc(1 + width * 3);
    const blue = Math.round((255 * y) / height);
    row.fill(Buffer.from([255 - blue, 60, blue]), 1);
    yield row;
  }
}

/** A PNG that is as large as its pixels: nothing in it is compressed. */
export function largePng(width: number, height: number): Readable {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  async function* parts(): AsyncGenerator<Buffer> {
    yield SIGNATURE;
    yield chunk('IHDR', Buffer.concat([size, Buffer.from(TRUE_COLOUR)]));
    const packed = Readable.from(rows(width, height)).pipe(createDeflate({ level: 0 }));
    for await (const data of packed) yield chunk('IDAT', data as Buffer);
    yield chunk('IEND', Buffer.alloc(0));
  }
  return Readable.from(parts());
}
