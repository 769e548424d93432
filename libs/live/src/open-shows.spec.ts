import { beforeEach, expect, test } from '@jest/globals';
import { silentLog, TypedEvents } from '#kernel';
import type { ShowPhase } from '#show';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import type { OpenShow, OpenShowEvents } from './open-show.js';
import { OpenShows } from './open-shows.js';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const KEEP_ENDED_MS = 300_000;

class FakeShow {
  readonly showId = 'show_1';
  readonly events = new TypedEvents<OpenShowEvents>();
  readonly stage = { participants: [] as unknown[] };
  phase: ShowPhase = 'draft';
  isPlayable = false;
  suspensions = 0;

  async suspend(): Promise<void> {
    this.suspensions += 1;
  }
}

let clock: ManualClock;
let made: FakeShow[];
let connected: number;
let shows: OpenShows;
let forgotten: number;

beforeEach(() => {
  clock = new ManualClock();
  made = [];
  connected = 0;
  forgotten = 0;
  shows = new OpenShows({
    open: async () => {
      const show = new FakeShow();
      made.push(show);
      return show as unknown as OpenShow;
    },
    isConnected: () => connected > 0,
    keepEndedMs: KEEP_ENDED_MS,
    clock,
    log: silentLog,
  });
  shows.events.on('forgotten', () => {
    forgotten += 1;
  });
});

async function openFirst(): Promise<FakeShow> {
  await shows.open('show_1');
  const [show] = made;
  if (show === undefined) throw new Error('no show was made');
  return show;
}

async function pass(ms: number): Promise<void> {
  clock.advance(ms);
  await turn();
}

test('a draft that a host opened and left is closed, and the next one opens it again', async () => {
  const show = await openFirst();
  connected = 1;
  await pass(600_000);
  expect(show.suspensions).toBe(0);
  connected = 0;
  await pass(90_000);
  expect([show.suspensions, forgotten, shows.all.length]).toEqual([1, 1, 0]);
  await shows.open('show_1');
  expect(made).toHaveLength(2);
});

test('a show is not closed under a person who is just joining', async () => {
  const show = await openFirst();
  await pass(45_000);
  await shows.open('show_1');
  await pass(45_000);
  expect(show.suspensions).toBe(0);
});

test('people on a stage keep their show open without a connection', async () => {
  const show = await openFirst();
  show.stage.participants.push({});
  await pass(600_000);
  expect(show.suspensions).toBe(0);
});

test.each<ShowPhase>(['starting', 'live', 'interrupted', 'ending'])(
  'a show that is %s stays',
  async (phase) => {
    const show = await openFirst();
    show.phase = phase;
    await pass(3_600_000);
    expect(show.suspensions).toBe(0);
  },
);

test('an ended show stays for as long as it can be rewound', async () => {
  const show = await openFirst();
  show.phase = 'ended';
  show.events.emit('changed', {} as OpenShowEvents['changed']);
  await pass(KEEP_ENDED_MS - 1);
  expect(forgotten).toBe(0);
  await pass(15_000);
  expect(forgotten).toBe(1);
});

test('pages are let go before what is open of a show that another node runs is closed', async () => {
  const show = await openFirst();
  const happened: string[] = [];
  shows.events.on('handing-over', ({ showId }) => happened.push(`${showId} ${show.suspensions}`));
  shows.events.on('handed-over', ({ showId }) => happened.push(`${showId} ${show.suspensions}`));
  await shows.handOver('show_1');
  expect([happened, shows.find('show_1')]).toEqual([['show_1 0', 'show_1 1'], undefined]);
  await shows.handOver('show_1');
  expect(happened).toHaveLength(2);
});

test('all are suspended when the process stops', async () => {
  const show = await openFirst();
  await shows.suspendAll();
  expect([show.suspensions, shows.all]).toEqual([1, []]);
});

test('no show is opened once the process stops', async () => {
  await shows.suspendAll();
  await expect(shows.open('show_1')).rejects.toMatchObject({ retry: true, status: 503 });
  expect(made).toEqual([]);
});

test('nobody gets a show before what was kept of it is there', async () => {
  let restored: () => void = () => undefined;
  shows.whenOpening(() => new Promise<void>((resolve) => (restored = resolve)));
  let isOpen = false;
  shows.events.on('opened', () => {
    isOpen = true;
  });
  const opening = shows.open('show_1');
  await turn();
  expect([isOpen, shows.find('show_1')]).toEqual([false, undefined]);
  restored();
  expect((await opening).showId).toBe('show_1');
  expect(isOpen).toBe(true);
});
