import { Transform } from 'node:stream';

/** Passes bytes on, and fails at more than so many: what another machine says of the size of its answer is not trusted. */
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
