import { expect, test } from '@jest/globals';
import { silentLog, TypedEvents } from '#kernel';
import type { ProgrammeDescription } from '#programme-link';
import type { Show } from '#show';
import type { FromSupervisor, ProgrammeOrder } from '#supervision';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { StandbyShows } from './standby-shows.js';

const SHOW = { id: 'show_1' } as Show;
const AT = { host: '10.0.0.12', port: 7_947 };

/** A supervisor that starts processes, and ends them only when the test says so. */
class FakeProcesses {
  readonly running = new Set<string>();
  readonly events = new TypedEvents<{ told: FromSupervisor }>();
  readonly killed: string[] = [];

  startProgramme({ showId }: ProgrammeOrder): void {
    this.running.add(showId);
  }

  killProgramme(showId: string): void {
    this.killed.push(showId);
  }
}

function setUp() {
  const clock = new ManualClock();
  const processes = new FakeProcesses();
  const standbys = new StandbyShows({
    processes,
    admit: ({ id }) =>
      ({ showId: id, socketPath: '/nowhere/programme.sock' }) as unknown as ProgrammeDescription,
    dismiss: () => undefined,
    clock,
    log: silentLog,
  });
  standbys.keep(SHOW, AT, 'node_1', 'secret');
  let isDropped = false;
  const dropped = standbys.drop(SHOW.id).then(() => {
    isDropped = true;
  });
  return { clock, processes, dropped, isDropped: () => isDropped };
}

test('a standby is dropped once its programme has ended', async () => {
  const { processes, dropped, isDropped } = setUp();
  await Promise.resolve();
  expect([processes.killed, isDropped()]).toEqual([[SHOW.id], false]);
  processes.events.emit('told', { kind: 'programme-ended', showId: SHOW.id });
  await dropped;
});

test('an end that nobody reports holds up the reviews of a cluster for a while only', async () => {
  const { clock, dropped } = setUp();
  await Promise.resolve();
  clock.advance(5_000);
  await dropped;
});
