import { beforeEach, describe, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import type { ShowPhase } from '#show';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { ShowLifecycle } from './show-lifecycle.js';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

let clock: ManualClock;
let told: string[];
/** What the next starts come to; a start without an entry succeeds. */
let starts: (Error | Promise<void>)[];
/** A start that lasts until it is aborted. */
const endless = () => new Promise<void>(() => undefined);

function lifecycleOf(phase: ShowPhase): ShowLifecycle {
  const lifecycle = new ShowLifecycle({
    showId: 'show_1',
    phase,
    steps: {
      start: async (signal) => {
        told.push('start');
        const outcome = starts.shift();
        if (outcome instanceof Error) throw outcome;
        const aborted = new Promise<never>((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        });
        await Promise.race([outcome, aborted]);
      },
      stop: async (why) => void told.push(`stop ${why}`),
    },
    clock,
    log: silentLog,
  });
  lifecycle.events.on('moved', ({ to }) => told.push(to));
  lifecycle.events.on('start-failed', ({ error }) => told.push(`not started: ${error.message}`));
  lifecycle.events.on('gave-up', ({ reason }) => told.push(`gave up: ${reason}`));
  return lifecycle;
}

beforeEach(() => {
  clock = new ManualClock();
  told = [];
  starts = [];
});

describe('going live', () => {
  test('of two who ask at once, one won and both wait for the first segment', async () => {
    let playable = () => {};
    starts.push(new Promise((resolve) => (playable = resolve)));
    const lifecycle = lifecycleOf('backstage');
    const asked = [lifecycle.goLive(), lifecycle.goLive()];
    await turn();
    expect(lifecycle.phase).toBe('starting');
    playable();
    expect(await Promise.all(asked)).toEqual([true, false]);
    expect(await lifecycle.goLive()).toBe(false);
    expect(told).toEqual(['starting', 'start', 'live']);
  });

  test('that fails leaves nothing running, is not tried again by itself, and may be asked for again', async () => {
    starts.push(new Error('no encoder'));
    const lifecycle = lifecycleOf('draft');
    await expect(lifecycle.goLive()).rejects.toThrow('no encoder');
    clock.advance(3_600_000);
    await turn();
    expect(told).toEqual(['starting', 'start', 'stop lost', 'failed', 'not started: no encoder']);
    expect(await lifecycle.goLive()).toBe(true);
  });

  test('that may not be stored is abandoned', async () => {
    const lifecycle = lifecycleOf('draft');
    await lifecycle.goLive();
    await lifecycle.abandon('the database is away');
    expect([lifecycle.phase, told.at(-1)]).toEqual(['failed', 'stop lost']);
  });
});

describe('a start that a host gives up', () => {
  test('leaves nothing running, is no failure, and may be asked for again', async () => {
    starts.push(endless());
    const lifecycle = lifecycleOf('draft');
    const asked = expect(lifecycle.goLive()).rejects.toMatchObject({ code: 'start-cancelled', status: 409 });
    await turn();
    expect(await lifecycle.cancelStart()).toBe(true);
    await asked;
    expect(told).toEqual(['starting', 'start', 'stop lost', 'backstage']);
    expect(await lifecycle.cancelStart()).toBe(false);
    expect(await lifecycle.goLive()).toBe(true);
  });

  test('is not given up once it is on air, nor where the show was on air before', async () => {
    const lifecycle = lifecycleOf('draft');
    await lifecycle.goLive();
    expect(await lifecycle.cancelStart()).toBe(false);
    const interrupted = lifecycleOf('interrupted');
    starts.push(endless());
    interrupted.goLive().catch(() => undefined);
    await turn();
    expect([await interrupted.cancelStart(), interrupted.phase]).toEqual([false, 'starting']);
    await interrupted.close();
  });
});

describe('a programme that is lost', () => {
  test('is started again by itself, after longer and longer', async () => {
    const lifecycle = lifecycleOf('draft');
    await lifecycle.goLive();
    starts.push(new Error('still broken'));
    await lifecycle.lost('the encoder died');
    expect(lifecycle.phase).toBe('interrupted');
    clock.advance(1_000);
    await turn();
    expect(lifecycle.phase).toBe('interrupted');
    clock.advance(1_999);
    await turn();
    expect(told.filter((fact) => fact === 'start')).toHaveLength(2);
    clock.advance(1);
    await turn();
    expect(lifecycle.phase).toBe('live');
  });

  test('is started at once by a host who presses "Go live"', async () => {
    const lifecycle = lifecycleOf('draft');
    await lifecycle.goLive();
    void lifecycle.lost('the encoder died');
    expect(await lifecycle.goLive()).toBe(true);
    expect(told.slice(-4)).toEqual(['stop lost', 'starting', 'start', 'live']);
    clock.advance(60_000);
    await turn();
    expect(told.filter((fact) => fact === 'start')).toHaveLength(2);
  });

  test('is given up when nothing helps, and a host may try again', async () => {
    const lifecycle = lifecycleOf('draft');
    await lifecycle.goLive();
    starts.push(...Array.from({ length: 9 }, () => new Error('broken')));
    await lifecycle.lost('the encoder died');
    for (let retry = 0; retry < 12; retry += 1) {
      clock.advance(30_000);
      await turn();
    }
    expect(lifecycle.phase).toBe('failed');
    expect(told.at(-1)).toBe('gave up: broken');
    expect(told.filter((fact) => fact === 'start')).toHaveLength(10);
    expect(await lifecycle.goLive()).toBe(true);
  });

  test('is not started again once the process closes', async () => {
    const lifecycle = lifecycleOf('draft');
    await lifecycle.goLive();
    await lifecycle.lost('the encoder died');
    await lifecycle.close();
    clock.advance(60_000);
    await turn();
    expect(lifecycle.phase).toBe('interrupted');
  });
});

describe('a process that closes while a show is being started', () => {
  test('aborts the start and leaves nothing of it', async () => {
    starts.push(endless());
    const lifecycle = lifecycleOf('draft');
    const asked = expect(lifecycle.goLive()).rejects.toMatchObject({ retry: true, status: 503 });
    await turn();
    await lifecycle.close();
    await asked;
    expect(told).toEqual(['starting', 'start', 'stop lost', 'failed']);
  });

  test('leaves the programme to the next process where the show was on air', async () => {
    starts.push(endless());
    const lifecycle = lifecycleOf('interrupted');
    const asked = expect(lifecycle.goLive()).rejects.toMatchObject({ retry: true, status: 503 });
    await turn();
    await lifecycle.close();
    await asked;
    clock.advance(60_000);
    await turn();
    expect(told).toEqual(['starting', 'start', 'interrupted']);
  });

  test('starts nothing afterwards', async () => {
    const lifecycle = lifecycleOf('draft');
    await lifecycle.close();
    await expect(lifecycle.goLive()).rejects.toMatchObject({ retry: true, status: 503 });
    expect(told).not.toContain('start');
  });
});

describe('ending', () => {
  test('of two who end a show, one won', async () => {
    const lifecycle = lifecycleOf('backstage');
    await lifecycle.goLive();
    expect(await Promise.all([lifecycle.end(), lifecycle.end()])).toEqual([true, false]);
    expect(told.slice(-3)).toEqual(['ending', 'stop ended', 'ended']);
  });

  test('waits for a start that is under way, and no retry follows', async () => {
    starts.push(new Error('broken'));
    const lifecycle = lifecycleOf('interrupted');
    lifecycle.goLive().catch(() => undefined);
    expect(await lifecycle.end()).toBe(true);
    clock.advance(60_000);
    await turn();
    expect(lifecycle.phase).toBe('ended');
    expect(told.filter((fact) => fact === 'start')).toHaveLength(1);
  });

  test('is final', async () => {
    const lifecycle = lifecycleOf('ended');
    await expect(lifecycle.goLive()).rejects.toMatchObject({ code: 'show-state' });
  });
});

test('a show at rest follows what is stored of it; one that runs does not', async () => {
  const lifecycle = lifecycleOf('draft');
  lifecycle.follow('backstage');
  expect(lifecycle.phase).toBe('backstage');
  await lifecycle.goLive();
  lifecycle.follow('draft');
  expect(lifecycle.phase).toBe('live');
});
