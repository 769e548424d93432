import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import type { Server } from 'node:net';
import { claimSocketPath } from './claim-socket-path.js';

/** Listens at a Unix socket that only this user may open. A file left by a killed process is replaced. */
export async function listenPrivately(server: Server, path: string): Promise<void> {
  await claimSocketPath(path);
  const listening = once(server.listen({ path }), 'listening');
  restrict(path);
  await listening;
}

/** The file exists as soon as `listen` has returned: no other user has a moment to open it. */
function restrict(path: string): void {
  try {
    chmodSync(path, 0o600);
  } catch {
    // Where listening failed there is no file; the awaited error says why.
  }
}
