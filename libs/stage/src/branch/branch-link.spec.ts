import { beforeEach, expect, test } from '@jest/globals';
import { type FrameChannel, silentLog, TypedEvents } from '#kernel';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { BranchLink } from './branch-link.js';
import { BRANCH_PROTOCOL } from './branch-messages.js';

const TOO_LATE_MS = 10_000;
const TOO_MUCH_BYTES = 4 << 20;
const OPENED = { rtpCapabilities: {}, kept: [] };
const PLACE = { placeId: 'place_1', epoch: 1 };

let clock: ManualClock;
let link: BranchLink;
let said: { kind: string; ask: number; hub: string }[];
let channel: { isClosed: boolean; pendingBytes: number; close(): void };
let hears: (message: unknown, bytes?: Uint8Array) => void;

beforeEach(() => {
  clock = new ManualClock();
  said = [];
  const events = new TypedEvents<{ frame: { message: unknown; bytes: Uint8Array }; closed: undefined }>();
  const fake = {
    events,
    isClosed: false,
    pendingBytes: 0,
    send: (message: never) => said.push(message) > 0,
    close: () => {
      if (fake.isClosed) return;
      fake.isClosed = true;
      events.emit('closed', undefined);
    },
  };
  channel = fake;
  hears = (message, bytes = new Uint8Array()) => events.emit('frame', { message, bytes });
  link = BranchLink.accept(fake as unknown as FrameChannel, { clock, log: silentLog });
});

const offer = (protocol = BRANCH_PROTOCOL) => hears({ kind: 'offer', protocol, node: 'second' });

/** A place that says what becomes of it, as a stage's place does. */
const placeOf = (placeId: string) => {
  const place = {
    became: [] as string[],
    hear: () => undefined,
    lost: () => {
      place.became.push('lost');
    },
    close: () => {
      place.became.push('closed');
      link.closePlace({ placeId, epoch: 1 });
    },
  };
  return place;
};

test('a node of another version carries nothing', () => {
  offer(BRANCH_PROTOCOL + 1);
  expect([channel.isClosed, link.isOpen]).toEqual([true, false]);
});

test('a node whose words cannot be read is not heard any more, and who waits for it is refused', async () => {
  offer();
  const held = link.holds('socket_1');
  held.catch(() => undefined);
  hears({ kind: 'answer', value: true });
  expect(channel.isClosed).toBe(true);
  await expect(held).rejects.toMatchObject({ code: 'stage-rebuilding' });
  await expect(link.openPlace('show', 1, placeOf)).rejects.toMatchObject({ code: 'stage-rebuilding' });
});

test('with the way to a node all places that it carries are lost', async () => {
  offer();
  const opening = link.openPlace('show', 1, placeOf);
  hears({ kind: 'answer', ask: said[0]?.ask, value: OPENED });
  const place = await opening;
  channel.close();
  expect(place.became).toEqual(['lost']);
});

test('a place that is opened too late does not stay open at the node', async () => {
  offer();
  const opening = link.openPlace('show', 1, placeOf);
  opening.catch(() => undefined);
  clock.advance(TOO_LATE_MS);
  await expect(opening).rejects.toMatchObject({ code: 'stage-rebuilding' });
  const [asked] = said;
  hears({ kind: 'answer', ask: asked?.ask, value: OPENED });
  expect(said.at(-1)).toEqual({ kind: 'close', hub: asked?.hub, epoch: 1 });
});

test('a place whose answer cannot be read does not stay open at the node', async () => {
  offer();
  const opening = link.openPlace('show', 1, placeOf);
  const [asked] = said;
  hears({ kind: 'answer', ask: asked?.ask, value: { rtpCapabilities: {} } });
  await expect(opening).rejects.toThrow('kept');
  expect(said.at(-1)).toEqual({ kind: 'close', hub: asked?.hub, epoch: 1 });
});

test('what is made too late is closed, and a refusal that comes too late is nothing', async () => {
  offer();
  let isClosed = false;
  const make = () => ({
    close: () => {
      isClosed = true;
    },
  });
  for (const _ of [1, 2]) link.request(PLACE, { want: 'page-transport' }, make).catch(() => undefined);
  clock.advance(TOO_LATE_MS);
  hears({ kind: 'refused', ask: said[0]?.ask, why: 'the worker is gone' });
  expect(isClosed).toBe(false);
  hears({ kind: 'answer', ask: said[1]?.ask, value: {} });
  expect(isClosed).toBe(true);
});

test('a node that took nobody a moment ago is not tried again for a while', () => {
  offer();
  hears({ kind: 'load', streams: 3, hasRoom: true });
  expect(link.hasRoom).toBe(true);
  link.avoid();
  clock.advance(14_999);
  expect(link.hasRoom).toBe(false);
  clock.advance(1);
  expect([link.hasRoom, link.streams]).toEqual([true, 3]);
});

test('a place hears what is said on its channels, and says no more than the other node takes', async () => {
  offer();
  const heard: string[] = [];
  const opening = link.openPlace('show', 1, () => ({
    hear: (event: { what: string }, bytes: Uint8Array) => heard.push(`${event.what} ${Buffer.from(bytes)}`),
    lost: () => undefined,
  }));
  const { ask, hub } = said[0] ?? { ask: 0, hub: '' };
  hears({ kind: 'answer', ask, value: OPENED });
  await opening;
  const event = { what: 'data', consumer: 'taken', payload: 51 };
  hears({ kind: 'event', hub, event }, Buffer.from('hello'));
  expect(heard).toEqual(['data hello']);
  const message = { bytes: Buffer.from('hello'), payload: 51 };
  expect(link.send(PLACE, 'given', message)).toBe(true);
  expect(said.at(-1)).toEqual({ kind: 'data', hub: 'place_1', epoch: 1, channel: 'given', payload: 51 });
  channel.pendingBytes = TOO_MUCH_BYTES;
  const before = said.length;
  expect(link.send(PLACE, 'given', message)).toBe(false);
  expect([said.length, channel.isClosed]).toEqual([before, false]);
});
