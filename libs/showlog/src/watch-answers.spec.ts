import { expect, test } from '@jest/globals';
import { type FrameChannel, TypedEvents } from '#kernel';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { watchAnswers } from './watch-answers.js';

function setUp() {
  const clock = new ManualClock();
  const events: FrameChannel['events'] = new TypedEvents();
  const peer = { answers: true, asked: 0, pendingBytes: 0 };
  const channel = {
    events,
    get pendingBytes() {
      return peer.pendingBytes;
    },
  } as unknown as FrameChannel;
  const told: string[] = [];
  const say = () => events.emit('frame', { message: {}, bytes: Buffer.alloc(0) });
  const cancel = watchAnswers({
    ...{ channel, clock },
    ask: () => {
      peer.asked += 1;
      if (peer.answers) say();
    },
    tell: (what) => told.push(what),
  });
  const pass = (ms: number) => {
    for (let step = 0; step < ms; step += 100) clock.advance(100);
  };
  return { peer, told, say, cancel, pass };
}

test('a writer is silent after three questions, and heard with the next word', () => {
  const { peer, told, say, pass } = setUp();
  pass(5_000);
  expect(told).toEqual([]);
  peer.answers = false;
  pass(300);
  expect(told).toEqual([]);
  pass(100);
  expect(told).toEqual(['silent']);
  pass(5_000);
  say();
  say();
  expect(told).toEqual(['silent', 'heard']);
});

test('entries are heard where the way to the writer is cut: what it says still comes through', () => {
  const { peer, told, say, pass } = setUp();
  peer.answers = false;
  for (let part = 0; part < 20; part += 1) {
    pass(300);
    say();
  }
  expect(told).toEqual([]);
});

test('nothing is sent to a peer that takes nothing, nor once the connection is over', () => {
  const { peer, cancel, pass } = setUp();
  peer.pendingBytes = 1;
  pass(1_000);
  expect(peer.asked).toBe(0);
  peer.pendingBytes = 0;
  cancel();
  pass(1_000);
  expect(peer.asked).toBe(0);
});
