import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type ProsceniumConfig, ShowError } from '#kernel';

/** The media worker that was named, or the one that `npm start` put where mediasoup looks for it. */
export function findWorkerBinary({ mediasoupWorkerBin }: ProsceniumConfig): string {
  if (mediasoupWorkerBin !== undefined) return mediasoupWorkerBin;
  // Its package.json is not exported; its entry, node/lib/index.js, lies two folders below the package.
  const entry = createRequire(import.meta.url).resolve('mediasoup');
  const placed = join(dirname(entry), '..', '..', 'worker', 'out', 'Release', 'mediasoup-worker');
  if (existsSync(placed)) return placed;
  throw new ShowError({
    code: 'no-media-worker',
    message:
      'There is no mediasoup-worker yet. Start with `npm start`, which obtains one, or set MEDIASOUP_WORKER_BIN.',
    blame: 'config',
  });
}
