/** Seven bits a byte, so that no byte looks like the start of a frame of MPEG audio (ID3v2.4, 6.2). */
function syncSafe(value: number): Buffer {
  return Buffer.from([(value >>> 21) & 0x7f, (value >>> 14) & 0x7f, (value >>> 7) & 0x7f, value & 0x7f]);
}

const UTF_8 = 3;

/** An ID3v2.4 tag with one user-defined text (TXXX), as HLS carries timed metadata. */
export function printId3Text(description: string, text: string): Buffer {
  const body = Buffer.concat([Buffer.from([UTF_8]), Buffer.from(`${description}\0${text}`, 'utf8')]);
  const frame = Buffer.concat([Buffer.from('TXXX'), syncSafe(body.length), Buffer.alloc(2), body]);
  return Buffer.concat([Buffer.from([0x49, 0x44, 0x33, 4, 0, 0]), syncSafe(frame.length), frame]);
}
