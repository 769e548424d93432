import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import type { TrackSink } from './ports.js';
import { readPackets, ThreadLink, type ThreadSaying } from './thread-link.js';
import type { FromThread, ToThread } from './thread-messages.js';

type Batch = Extract<ToThread, { kind: 'packets' }>;

class FakeWorker extends EventEmitter {
  readonly batches: Batch[] = [];
  postMessage(message: ToThread): void {
    if (message.kind === 'packets') this.batches.push(message);
  }
  says(message: FromThread): void {
    this.emit('message', message);
  }
}

const unpack = ({ slab, usedBytes }: Batch) => {
  const read: [number, number[], number][] = [];
  readPackets(slab, usedBytes, (index, packet, arrivedMs) => read.push([index, [...packet], arrivedMs]));
  return read;
};

let clock: ManualClock;
let worker: FakeWorker;
let link: ThreadLink;
let heard: ThreadSaying[];
let written: string[];
let packet: TrackSink['packet'];

beforeEach(() => {
  clock = new ManualClock();
  worker = new FakeWorker();
  [heard, written] = [[], []];
  link = new ThreadLink({
    worker: worker as never,
    clock,
    hear: (message) => heard.push(message),
    sink: {
      runOpened: ({ renditionId, run }) => written.push(`${renditionId} ${run} opened`),
      bytes: (renditionId, run, piece) => written.push(`${renditionId} ${run} ${piece.toString()}`),
      runClosed: (renditionId, run) => written.push(`${renditionId} ${run} closed`),
    },
  });
  packet = link.packetsOf(3, 'video');
  worker.says({ kind: 'ready', anchorWallMs: 1 });
});

describe('packets on their way to the thread', () => {
  test('before the first tick are for nobody', () => {
    const early = new ThreadLink({
      worker: worker as never,
      clock,
      hear: () => undefined,
      sink: {} as never,
    });
    early.packetsOf(1, 'audio')(new Uint8Array([1]), 0);
    early.flush();
    expect(worker.batches).toEqual([]);
  });

  test('gather for a few milliseconds and are read as they were packed', () => {
    packet(new Uint8Array([1, 2, 3]), 12.5);
    link.packetsOf(4_000_000_000, 'audio')(new Uint8Array(), -1);
    expect(worker.batches).toEqual([]);
    clock.advance(8);
    expect(worker.batches.map(unpack)).toEqual([
      [
        [3, [1, 2, 3], 12.5],
        [4_000_000_000, [], -1],
      ],
    ]);
    clock.advance(1_000);
    link.flush();
    expect(worker.batches).toHaveLength(1);
  });

  test('fill a slab, and then the next', () => {
    for (let added = 0; added < 54; added += 1) packet(new Uint8Array(1_200).fill(added), added);
    clock.advance(8);
    expect(worker.batches.map((batch) => unpack(batch).length)).toEqual([53, 1]);
    expect(unpack(worker.batches[0] as Batch)[52]?.[1][0]).toBe(52);
    expect(worker.batches.map(({ slab }) => slab.byteLength)).toEqual([65_536, 1_216]);
  });

  test('that no network carries are left out', () => {
    packet(new Uint8Array(70_000), 0);
    packet(new Uint8Array([7]), 1);
    link.flush();
    expect(worker.batches.map(unpack)).toEqual([[[3, [7], 1]]]);
  });
});

test('what the encoders write goes to the sink, the rest to the programme', () => {
  const start = { units: 0, perSecond: 30 };
  worker.says({ kind: 'run-opened', opening: { renditionId: 'v', run: 2, kind: 'video', start } });
  worker.says({ kind: 'bytes', renditionId: 'v', run: 2, piece: new Uint8Array(Buffer.from('map')) });
  worker.says({ kind: 'run-closed', renditionId: 'v', run: 2 });
  worker.says({ kind: 'closed' });
  expect(written).toEqual(['v 2 opened', 'v 2 map', 'v 2 closed']);
  expect(heard.map(({ kind }) => kind)).toEqual(['ready', 'closed']);
});
