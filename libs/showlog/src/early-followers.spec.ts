import { expect, test } from '@jest/globals';
import { type FrameChannel, TypedEvents } from '#kernel';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { EarlyFollowers } from './early-followers.js';

const DEADLINES = { deadlineMs: 3_000, nobodyMs: 12_000 };

function followerOf() {
  const asked: unknown[] = [];
  const events = new TypedEvents<{ frame: { message: unknown; bytes: Uint8Array }; closed: undefined }>();
  const channel = {
    events,
    send: (message: unknown) => {
      asked.push(message);
      return true;
    },
  } as unknown as FrameChannel;
  const says = (message: unknown) => events.emit('frame', { message, bytes: new Uint8Array() });
  return { channel, asked, says };
}

function setUp() {
  const clock = new ManualClock();
  const early = new EarlyFollowers();
  let isOver = false;
  const informed = early.informed(clock, DEADLINES).finally(() => {
    isOver = true;
  });
  const settled = async () => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    return isOver;
  };
  return { clock, early, informed, settled };
}

test('the state of a follower that starts late is wanted: until then nobody watches', async () => {
  const { clock, early, settled } = setUp();
  clock.advance(11_000);
  expect(await settled()).toBe(false);
  const { channel, asked, says } = followerOf();
  early.add({ channel, have: undefined });
  await settled();
  expect(asked).toEqual([{ kind: 'tell-state' }]);
  says({ kind: 'no-state' });
  // From the first follower on, others have as long as before.
  clock.advance(2_999);
  expect(await settled()).toBe(false);
  clock.advance(1);
  expect(await settled()).toBe(true);
});

test('where nobody comes, the log begins all the same', async () => {
  const { clock, informed } = setUp();
  clock.advance(12_000);
  expect(await informed).toBeUndefined();
});
