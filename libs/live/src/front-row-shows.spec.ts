import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Ticket } from '#access';
import { TypedEvents } from '#kernel';
import { type PlaybackGrant, subjectMark, viewerMark } from '#origin';
import type { WhepReceiver } from '#outputs';
import type { ShowsStore } from '#show';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { FrontRowShows } from './front-row-shows.js';
import type { OpenShows } from './open-shows.js';

const SHOW = 'show_1';
const LASTS_MS = 3_600_000;
const VIEWER = { subject: 'viewer_1', deviceHash: null };

let clock: ManualClock;
let banned: string[];
let show: { showId: string; isPrivate: boolean; anchorWallMs: number; frontRow: unknown };
let shows: FrontRowShows;

function newReceiver(): WhepReceiver {
  const events = new TypedEvents<{ closed: undefined }>();
  const receiver = {
    ...{ isClosed: false, events, answer: {} },
    close: () => {
      receiver.isClosed = true;
      events.emit('closed', undefined);
    },
  };
  return receiver as unknown as WhepReceiver;
}

beforeEach(() => {
  clock = new ManualClock();
  banned = [];
  const receive = async () => newReceiver();
  show = { showId: SHOW, isPrivate: true, anchorWallMs: 1_000, frontRow: { receive } };
  const expiresAtMs = clock.wallMs() + LASTS_MS;
  shows = new FrontRowShows({
    shows: { find: () => show } as unknown as Pick<OpenShows, 'find'>,
    store: { find: async () => undefined } as unknown as Pick<ShowsStore, 'find'>,
    readTicket: () => ({ showId: SHOW, expiresAtMs, ...VIEWER }) as unknown as Ticket,
    readPlayback: (token): PlaybackGrant | undefined =>
      token === 'playback' ? { showId: SHOW, viewerId: viewerMark(VIEWER), expiresAtMs } : undefined,
    bannedMarksOf: async () => banned,
    clock,
  });
});

async function enter(token: string | undefined): Promise<WhepReceiver> {
  const programme = await shows.find(SHOW, { token });
  const receiver = await programme?.receive({} as never);
  if (receiver === undefined) throw new Error('the show is not on air');
  return receiver;
}

describe.each(['ticket', 'playback'])('who came by a %s', (token) => {
  test('to a private show receives until it ends, and no longer', async () => {
    const receiver = await enter(token);
    clock.advance(LASTS_MS - 1);
    expect(receiver.isClosed).toBe(false);
    clock.advance(1);
    expect(receiver.isClosed).toBe(true);
  });

  test('to a public show stays', async () => {
    show.isPrivate = false;
    const receiver = await enter(token);
    clock.advance(LASTS_MS);
    expect(receiver.isClosed).toBe(false);
    // It is made private once the token is over.
    show.isPrivate = true;
    await shows.review(SHOW);
    expect(receiver.isClosed).toBe(true);
  });

  test('and is banned receives no longer', async () => {
    const receiver = await enter(token);
    banned = [subjectMark(VIEWER.subject)];
    await shows.review(SHOW);
    expect(receiver.isClosed).toBe(true);
  });

  test('and is banned while the receiver is made gets none', async () => {
    const receiver = newReceiver();
    let answer: (made: WhepReceiver) => void = () => undefined;
    show.frontRow = { receive: () => new Promise((resolve) => (answer = resolve)) };
    const entering = enter(token);
    const refused = expect(entering).rejects.toMatchObject({ status: 403 });
    await new Promise(setImmediate);
    banned = [subjectMark(VIEWER.subject)];
    await shows.review(SHOW);
    answer(receiver);
    await refused;
    expect(receiver.isClosed).toBe(true);
  });
});

test('who came without one leaves when the show becomes private', async () => {
  show.isPrivate = false;
  const receiver = await enter(undefined);
  await shows.review(SHOW);
  expect(receiver.isClosed).toBe(false);
  show.isPrivate = true;
  await shows.review(SHOW);
  expect(receiver.isClosed).toBe(true);
});
