import type { Connection } from '../signaling/connection.js';

const ROUNDS = 4;

/** How far this machine's clock is from the server's: the fastest answer is the most exact. */
export async function measureClockOffsetMs(connection: Connection): Promise<number | null> {
  let best: { roundTripMs: number; offsetMs: number } | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    const sentWallMs = Date.now();
    const answer = await connection.request('session.ping', { sentWallMs }, 3_000).catch(() => undefined);
    if (!answer) continue;
    const roundTripMs = Date.now() - sentWallMs;
    const offsetMs = answer.serverWallMs - (sentWallMs + roundTripMs / 2);
    if (!best || roundTripMs < best.roundTripMs) best = { roundTripMs, offsetMs };
  }
  return best?.offsetMs ?? null;
}
