import type { StruckShow } from './fault.js';

/** From a start to the spare process, on a machine that carries a show and three browsers. */
const SPARE_WITHIN_MS = 45_000;
/** A look reads the whole process table. */
const LOOK_EVERY_MS = 500;

/**
 * Until there is a spare process of this kind, as in an installation that has been on air for a while: its start would
 * take the processor time that other figures depend on.
 */
export async function spareWaits(
  { server, hold, note }: StruckShow,
  app: 'server' | 'programme',
): Promise<void> {
  const pattern = new RegExp(`^spare ${app}`);
  for (let waitedMs = 0; waitedMs < SPARE_WITHIN_MS; waitedMs += LOOK_EVERY_MS) {
    if (server.childrenLike(pattern).length > 0) return;
    await hold(LOOK_EVERY_MS);
  }
  note(`no spare ${app} waited`);
}
