import { askServer } from '#data';
import type { Clock } from '#kernel';
import { bad, type Check, type CheckContext, good, warning } from '../finding.js';

/** Tickets and sessions end by wall time: nodes and database must agree on it. */
const MOST_APART_MS = 1_000;
const OLDEST_MAJOR = 14;

export function databaseCheck({ config }: CheckContext, clock: Clock): Check {
  const { databaseUrl } = config;
  return {
    name: 'database',
    run: async () => {
      if (databaseUrl === undefined) return [good('embedded, in the data folder')];
      try {
        const { major, aheadMs, tookMs } = await askServer(databaseUrl, clock.wallMs);
        const says = `PostgreSQL ${major} answers within ${Math.round(tookMs)} ms`;
        const clocks =
          Math.abs(aheadMs) <= MOST_APART_MS + tookMs
            ? good('its clock agrees with ours')
            : warning(`its clock is ${Math.round(aheadMs / 1_000)} s from ours`, 'Let NTP keep both.');
        if (major >= OLDEST_MAJOR) return [good(says), clocks];
        return [
          bad(`${says}, and ${OLDEST_MAJOR} is the oldest that is known to work`, 'Upgrade it.'),
          clocks,
        ];
      } catch (error) {
        // The address may hold a password: only the reason is said.
        return [
          bad(
            `does not answer: ${(error as Error).message}`,
            'See DATABASE_URL, its user, password and firewall.',
          ),
        ];
      }
    },
  };
}
