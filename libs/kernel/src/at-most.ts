import { Transform } from 'node:stream';

/** Fails where more comes than may: another machine's word for how much it will be is not taken. */
export function atMost(bytes: number): Transform {
  let left = bytes;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      left -= chunk.length;
      if (left < 0) done(new Error(`more than ${bytes} bytes came`));
      else done(null, chunk);
    },
  });
}
