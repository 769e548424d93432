import { printBox } from '#media';
import type { Chapter } from '../edit/recording-edit.js';

const TICKS_A_SECOND = 10_000_000;
/** The list counts its chapters, and the bytes of each title, in one byte. */
const MOST = 255;

/** Chapters of an MP4 as most players and FFmpeg read them (`chpl`): in units of 100 ns. Nothing where there are none. */
export function printChapters(chapters: readonly Chapter[]): Buffer {
  if (chapters.length === 0) return Buffer.alloc(0);
  const listed = chapters.slice(0, MOST);
  const head = Buffer.from([1, 0, 0, 0, 0, 0, 0, 0, listed.length]);
  const entries = listed.map(({ atSeconds, title }) => {
    const name = shortened(title);
    const entry = Buffer.alloc(9);
    entry.writeBigUInt64BE(BigInt(Math.round(atSeconds * TICKS_A_SECOND)), 0);
    entry.writeUInt8(name.length, 8);
    return Buffer.concat([entry, name]);
  });
  return printBox('udta', printBox('chpl', Buffer.concat([head, ...entries])));
}

/** No character is cut in two. */
function shortened(title: string): Buffer {
  let bytes = Buffer.from(title);
  for (let left = title; bytes.length > MOST; bytes = Buffer.from(left)) left = left.slice(0, -1);
  return bytes;
}
