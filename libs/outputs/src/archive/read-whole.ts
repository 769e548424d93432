import { addAbortSignal, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { atMost } from '#kernel';
import type { ByteRange, ObjectStore } from './object-store.js';

export interface WholeWish {
  range?: ByteRange | undefined;
  mostBytes: number;
  withinMs: number;
}

/** A small object, or a range of one, in memory. Rejects when it is not all there in time, or is larger than it may be. */
export async function readWhole(
  objects: Pick<ObjectStore, 'read'>,
  key: string,
  { range, mostBytes, withinMs }: WholeWish,
): Promise<Buffer> {
  const inTime = AbortSignal.timeout(Math.ceil(withinMs));
  const late = new Promise<never>((_, reject) => {
    inTime.addEventListener('abort', () => reject(inTime.reason), { once: true });
  });
  const opening = objects.read(key, range);
  // One that comes too late is not left open.
  opening.then(
    (body: Readable) => inTime.aborted && body.destroy(),
    () => undefined,
  );
  const body = addAbortSignal(inTime, await Promise.race([opening, late]));
  const chunks: Buffer[] = [];
  late.catch(() => undefined);
  await pipeline(body, atMost(mostBytes), async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) chunks.push(chunk);
  });
  return Buffer.concat(chunks);
}
