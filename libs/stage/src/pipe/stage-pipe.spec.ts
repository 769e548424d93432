import { EventEmitter } from 'node:events';
import { expect, test } from '@jest/globals';
import { silentLog, TypedEvents } from '#kernel';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import type { LocalHub } from '../media/local-hub.js';
import type { Track, TrackEvents } from '../media/track.js';
import { StagePipe } from './stage-pipe.js';

const BRING_AGAIN_MS = 2_000;

function fakeTrack() {
  const track = { trackId: 'camera', isClosed: false, events: new TypedEvents<TrackEvents>() };
  return Object.assign(track, { tellSenderReports: async () => undefined }) as unknown as Track &
    typeof track;
}

function fakeHub(): LocalHub {
  const observer = new EventEmitter();
  const transport = {
    tuple: { localAddress: '127.0.0.1', localPort: 1 },
    observer,
    connect: async () => undefined,
    consume: async () => new Promise(() => undefined),
    close: () => observer.emit('close'),
  };
  const router = { createPipeTransport: async () => transport };
  return { router, events: new TypedEvents() } as unknown as LocalHub;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A programme, and a track of another node that is brought to a router here only once that node is reached. */
function setUp() {
  const clock = new ManualClock();
  const node = { isReached: false, asked: 0 };
  const told: string[] = [];
  const pipe = new StagePipe({
    send: ({ kind }) => told.push(kind),
    isHeld: () => false,
    entryOf: async () => {
      node.asked += 1;
      if (!node.isReached) throw new Error('nothing comes through from the other node');
      return fakeHub();
    },
    clock,
    log: silentLog,
  });
  return { clock, node, told, pipe };
}

test('a track of a node that is not reached for now comes into the programme later', async () => {
  const { clock, node, told, pipe } = setUp();
  pipe.add(fakeTrack());
  await settled();
  node.isReached = true;
  expect([node.asked, told]).toEqual([1, []]);
  clock.advance(BRING_AGAIN_MS);
  await settled();
  expect([node.asked, told]).toEqual([2, ['pipe-opened']]);
});

test.each([
  ['the track ends', (pipe: StagePipe) => pipe.remove('camera')],
  ['the programme ends', (pipe: StagePipe) => pipe.close()],
])('nobody tries again once %s', async (_what, end) => {
  const { clock, node, pipe } = setUp();
  pipe.add(fakeTrack());
  await settled();
  end(pipe);
  clock.advance(10 * BRING_AGAIN_MS);
  await settled();
  expect(node.asked).toBe(1);
});

test('a programme whose media worker ends gets the pipe again at once; one that can open none is not flooded', async () => {
  const { clock, node, told, pipe } = setUp();
  node.isReached = true;
  pipe.add(fakeTrack());
  await settled();
  pipe.hear({ kind: 'pipe-joined', pipeId: 'pipe_1', ip: '127.0.0.1', port: 2 });
  await settled();
  pipe.hear({ kind: 'pipe-lost', pipeId: 'pipe_1' });
  await settled();
  expect(told).toEqual(['pipe-opened', 'pipe-opened']);
  pipe.hear({ kind: 'pipe-lost', pipeId: 'pipe_2' });
  await settled();
  expect(told).toHaveLength(2);
  clock.advance(BRING_AGAIN_MS);
  await settled();
  expect(told).toHaveLength(3);
});
