import { beforeEach, expect, test } from '@jest/globals';
import { type ChannelEnd, type Frame, guestError, silentLog, TypedEvents } from '#kernel';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import type { InputPlace } from '../input-facts.js';
import { EncoderSessions } from './encoder-sessions.js';

const SESSION = 'rtmp_1';
const GATE = { host: '10.0.0.12', port: 7_947 };

let clock: ManualClock;
let events: TypedEvents<{ frame: Frame; closed: { reason: ChannelEnd } }>;
let said: unknown[];
let place: typeof GATE | undefined;
let isElsewhere: boolean;
let endPlace: (why: string) => void;
let closed: string[];
let whileOpening: () => void;

const opened = (): InputPlace =>
  ({
    onEnded: (listener: (why: string) => void) => {
      endPlace = listener;
    },
    close: (why: string) => closed.push(why),
  }) as unknown as InputPlace;

beforeEach(() => {
  clock = new ManualClock();
  events = new TypedEvents();
  [said, closed, place, isElsewhere, whileOpening] = [[], [], undefined, true, () => undefined];
  new EncoderSessions({
    channel: { events, send: (message) => said.push(message) > 0, close: () => undefined },
    inputs: {
      findByKey: async () => ({ id: 'input_1', showId: 'show_1', name: 'Camera' }),
      findByToken: async () => undefined,
    },
    places: {
      open: async () => {
        if (isElsewhere) throw guestError('other-node', 'Another node runs this show.', { status: 421 });
        whileOpening();
        return opened();
      },
    },
    nodes: { placeOf: () => place },
    srtSecret: 's'.repeat(32),
    listening: () => undefined,
    clock,
    log: silentLog,
  });
  said = [];
});

const hear = (message: object) => events.emit('frame', { message, bytes: Buffer.alloc(0) });
const claim = () => hear({ kind: 'claim', sessionId: SESSION, by: 'rtmp', key: 'pik_key' });
/** What waits for nothing but promises is done. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

async function wait(ms: number): Promise<void> {
  await settled();
  clock.advance(ms);
  await settled();
}

test('an encoder of a show that another node runs gets the address of its gate', async () => {
  place = GATE;
  claim();
  await settled();
  expect(said).toEqual([{ kind: 'elsewhere', sessionId: SESSION, ...GATE }]);
});

test('between two nodes it waits, and has its place where the show comes here', async () => {
  claim();
  await wait(500);
  expect(said).toEqual([]);
  isElsewhere = false;
  await wait(500);
  expect(said).toEqual([{ kind: 'granted', sessionId: SESSION }]);
});

test('a show that no node takes up for long refuses its encoder in words', async () => {
  claim();
  for (let looks = 0; looks < 40; looks += 1) await wait(500);
  expect(said).toEqual([{ kind: 'refused', sessionId: SESSION, reason: 'Another node runs this show.' }]);
});

test('an encoder that leaves meanwhile is looked for no more, and a place that was opened for it is closed', async () => {
  claim();
  await settled();
  hear({ kind: 'gone', sessionId: SESSION });
  isElsewhere = false;
  await wait(500);
  expect([said, closed]).toEqual([[], []]);
  whileOpening = () => hear({ kind: 'gone', sessionId: SESSION });
  claim();
  await settled();
  expect([said, closed]).toEqual([[], ['goodbye']]);
});

test('what claims again while its place is looked for, or has one, keeps the one that it gets', async () => {
  let opened = 0;
  whileOpening = () => {
    opened += 1;
  };
  claim();
  claim();
  await settled();
  isElsewhere = false;
  await wait(500);
  claim();
  await settled();
  expect([opened, said]).toEqual([1, [{ kind: 'granted', sessionId: SESSION }]]);
});

test('where the stage closes, the show may have gone to another node: the encoder claims again', async () => {
  isElsewhere = false;
  claim();
  await settled();
  endPlace('stage-closed');
  await wait(500);
  expect(said.at(-1)).toEqual({ kind: 'lost', sessionId: SESSION });
});

test('a key that was changed cuts it', async () => {
  isElsewhere = false;
  claim();
  await settled();
  endPlace('rotated');
  expect(said.at(-1)).toEqual({ kind: 'cut', sessionId: SESSION, why: 'rotated' });
});
