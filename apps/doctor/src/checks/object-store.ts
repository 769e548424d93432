import { randomBytes } from 'node:crypto';
import type { Clock } from '#kernel';
import { type ObjectStore, openObjects, readWhole } from '#outputs';
import { bad, type Check, type CheckContext, type Finding, good, warning } from '../finding.js';

const WITHIN_MS = 8_000;
/** Slower than this, segments of live shows reach it late. */
const SLOW_MS = 2_000;
const BYTES = 64 * 1024;

/** Takes the object store a file, gives it back, and removes it? */
export function objectStoreCheck({ config: { archive, cluster } }: CheckContext, clock: Clock): Check {
  return {
    name: 'object store',
    run: async () => {
      if (archive.url === undefined) return [withoutStore(cluster.secret !== undefined)];
      const objects = await openObjects(archive.url);
      try {
        return [await tryStore(objects, clock)];
      } catch (error) {
        // The address holds a secret: only the reason is said.
        return [
          bad(`fails: ${reasonOf(error)}`, 'See S3_URL: its host, bucket, key and what the key may do.'),
        ];
      } finally {
        objects.close();
      }
    },
  };
}

async function tryStore(objects: ObjectStore, clock: Clock): Promise<Finding> {
  const key = `doctor/${randomBytes(9).toString('hex')}`;
  const bytes = randomBytes(BYTES);
  const beganMs = clock.monotonicMs();
  await objects.putBytes(key, bytes, AbortSignal.timeout(WITHIN_MS));
  const read = await readWhole(objects, key, { mostBytes: BYTES, withinMs: WITHIN_MS });
  const tookMs = Math.round(clock.monotonicMs() - beganMs);
  await objects.remove(key);
  if (!read.equals(bytes))
    return bad('gives other bytes than it took', 'Recordings would be lost: do not use it.');
  const says = `takes a file and gives it back within ${tookMs} ms`;
  if (tookMs <= SLOW_MS) return good(says);
  return warning(says, 'Recordings and what can be rewound reach it late: use one that is nearer.');
}

const withoutStore = (isCluster: boolean): Finding =>
  isCluster
    ? warning(
        'none: when a node dies its recordings and what can be rewound are away with it',
        'Set S3_URL on all nodes.',
      )
    : good('none: recordings stay on this disk');

const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 200) : String(error);
