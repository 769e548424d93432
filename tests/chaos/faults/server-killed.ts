import type { Fault, StruckShow } from '../fault.js';
import { killProcess } from '../strike-process.js';

/** From the start of a server to its spare one, on a machine that carries a show and three browsers. */
const SPARE_WITHIN_MS = 45_000;
/** A look reads the whole process table. */
const LOOK_EVERY_MS = 500;

/** An installation that has been on air for a while has one. */
async function spareWaits({ server, hold, note }: StruckShow): Promise<void> {
  for (let waitedMs = 0; waitedMs < SPARE_WITHIN_MS; waitedMs += LOOK_EVERY_MS) {
    if (server.childrenLike(/^spare server/).length > 0) return;
    await hold(LOOK_EVERY_MS);
  }
  note('no spare server waited');
}

export const fault: Fault = {
  name: 'server-killed',
  title: 'The server process killed (SIGKILL)',
  ready: spareWaits,
  strike: async (struck) => killProcess(struck, 'server'),
};
