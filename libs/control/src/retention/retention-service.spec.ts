import { expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { DEFAULT_RETENTION, type RetentionOptions, RetentionService } from './retention-service.js';

const HOUR_MS = 3_600_000;
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('what was kept long enough goes once an hour, by the settings of that hour; a failure is tried again', async () => {
  const clock = new ManualClock();
  const purged: unknown[] = [];
  const settings = new Map<string, string>();
  let isAway = false;
  const service = new RetentionService({
    store: {
      purge: async (days: unknown, nowMs: number) => {
        if (isAway) throw new Error('away');
        purged.push([days, nowMs]);
        return { chat: 0, audit: 0, visits: 0, webhookLog: 0 };
      },
    },
    settings: {
      find: async (name: string) => settings.get(name),
      set: async (name: string, value: string) => void settings.set(name, value),
    },
    sessions: { removeExpired: async () => undefined },
    idempotency: { removeBefore: async () => undefined },
    clock,
    log: silentLog,
    forgetAuthor: () => undefined,
  } as unknown as RetentionOptions);
  const hour = async () => {
    clock.advance(HOUR_MS);
    await turn();
  };
  await hour();
  expect(purged).toEqual([[DEFAULT_RETENTION, clock.wallMs()]]);
  const days = { chat: 7, audit: 30, visits: 30, webhookLog: 7 };
  await service.setDays(days);
  isAway = true;
  await hour();
  isAway = false;
  await hour();
  expect(purged.slice(1)).toEqual([[days, clock.wallMs()]]);
  await service.close();
  await hour();
  expect(purged).toHaveLength(2);
});
