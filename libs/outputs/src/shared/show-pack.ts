import { z } from 'zod';
import type { FeedSegment } from '../feed/programme-feed.js';
import { showIdSchema } from '../link/show-id.js';
import { feedRenditionSchema } from '../recording/recording-line.js';

/** Where bytes lie behind the head. */
const place = { offset: z.int().nonnegative(), bytes: z.int().nonnegative() };

const feedSegmentSchema = z.object({
  msn: z.int().positive(),
  uri: z.string().max(300),
  mapUri: z.string().max(300),
  startSeconds: z.number(),
  endSeconds: z.number(),
  programDateTimeMs: z.number(),
  discontinuity: z.boolean(),
  gap: z.boolean(),
});

const headSchema = z.strictObject({
  version: z.literal(1),
  showId: showIdSchema,
  renditions: z.array(feedRenditionSchema).max(200),
  segments: z.array(z.object({ renditionId: z.string().max(64), segment: feedSegmentSchema, ...place })),
  maps: z.array(z.object({ uri: z.string().max(300), ...place })),
});
export type PackHead = z.output<typeof headSchema>;

export interface PackContent {
  showId: string;
  renditions: PackHead['renditions'];
  segments: readonly { renditionId: string; segment: FeedSegment; bytes: Buffer }[];
  /** All that the segments need, so that each pack is played by itself. */
  maps: ReadonlyMap<string, Buffer>;
}

const LENGTH_BYTES = 4;
/** A minute of a ladder of eight has a tenth of it. */
export const MOST_HEAD_BYTES = 1024 ** 2;

/** A length, the head as JSON, then the bytes that it places. */
export function printPack({ showId, renditions, segments, maps }: PackContent): Buffer {
  const bodies: Buffer[] = [];
  let end = 0;
  const put = (bytes: Buffer) => {
    bodies.push(bytes);
    end += bytes.length;
    return { offset: end - bytes.length, bytes: bytes.length };
  };
  const head: PackHead = headSchema.parse({
    version: 1,
    showId,
    renditions: renditions.map((each) => feedRenditionSchema.parse(each)),
    segments: segments.map(({ bytes, ...each }) => ({ ...each, ...put(bytes) })),
    maps: [...maps].map(([uri, bytes]) => ({ uri, ...put(bytes) })),
  });
  const text = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(text.length);
  return Buffer.concat([length, text, ...bodies]);
}

/** The head, and where the bytes begin. `needs`: so many bytes from the beginning are wanted. Throws where it is no pack. */
export function readPackHead(bytes: Buffer): { head: PackHead; bodyAt: number } | { needs: number } {
  const bodyAt = LENGTH_BYTES + bytes.readUInt32BE(0);
  if (bodyAt > MOST_HEAD_BYTES) throw new RangeError('no pack of a show');
  if (bytes.length < bodyAt) return { needs: bodyAt };
  return { head: headSchema.parse(JSON.parse(bytes.toString('utf8', LENGTH_BYTES, bodyAt))), bodyAt };
}
