import { expect, test } from '@jest/globals';
import { seededRandom } from '../support/kernel/seeded-random.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { processOf } from '../support/processes/processes.js';
import { churn } from '../support/stage/stage-churn.js';
import { StageServer } from '../support/stage/stage-server.js';

const PEOPLE = 50;
const HOLD_MS = 300;
/** A fraction of it on a machine that does nothing else. */
const GIVEN_UP_WITHIN_MS = 15_000;
/** A worker keeps freed memory for the next stage; what it may keep is bounded. */
const WORKER_GROWTH_BYTES = 48 * 1024 * 1024;

export function churnTheStage(lastingMs: number): void {
  test(
    `${PEOPLE} people join, leave, are promoted, muted and cut off at random: nothing is left and nothing goes backwards`,
    async () => {
      const server = await StageServer.create({
        workers: 2,
        participantHoldMs: HOLD_MS,
        settings: { spreadAtStreams: 60 },
      });
      try {
        const random = seededRandom(11);
        await churn(server, PEOPLE, 3_000, random);
        const before = server.stages.workers.map(({ pid }) => processOf(pid)?.residentBytes ?? 0);
        const result = await churn(server, PEOPLE, lastingMs, random);
        expect(result.broken).toEqual([]);
        expect(Object.keys(result.refused).filter((code) => code.startsWith('no answer'))).toEqual([]);
        expect(server.faults).toEqual([]);
        expect(result.refused.internal ?? 0).toBe(0);
        expect(result.actions).toBeGreaterThan(PEOPLE);
        await waitFor(
          'every participant to be given up',
          GIVEN_UP_WITHIN_MS,
          () => server.stages.find('show_1')?.participants.length === 0,
        );
        expect(server.stages.workers.map(({ streams }) => streams)).toEqual([0, 0]);
        expect(await server.countTransports()).toBe(0);
        const after = server.stages.workers.map(({ pid }) => processOf(pid)?.residentBytes ?? 0);
        const growth = after.map((bytes, index) => bytes - (before[index] ?? 0));
        for (const each of growth) expect(each).toBeLessThan(WORKER_GROWTH_BYTES);
      } finally {
        await server.close();
      }
    },
    lastingMs + 60_000,
  );
}
