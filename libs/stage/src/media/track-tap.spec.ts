import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import type { Consumer } from 'mediasoup/types';
import { systemClock, TypedEvents } from '#kernel';
import { ROUTER_CODECS } from './codecs.js';
import { type TappedTrack, type TappedTrackEvents, TrackTap } from './track-tap.js';

const FACTS = {
  trackId: 'track',
  participantId: 'participant',
  source: 'camera',
  codec: 'vp8',
  clockRateHz: 90_000,
  heightPx: 360,
} as const;

class FakeConsumer extends EventEmitter {
  readonly closed = false;
  close(): void {}
  async resume(): Promise<void> {}
  async requestKeyFrame(): Promise<void> {}
  async setPreferredLayers(): Promise<void> {}
  /** A packet of the worker's, with this time stamp. */
  gives(timestamp: number): void {
    const packet = Buffer.alloc(13);
    packet.writeUInt32BE(timestamp, 4);
    this.emit('rtp', packet);
  }
}

async function openTap(layers: number) {
  const consumer = new FakeConsumer();
  const events = new TypedEvents<TappedTrackEvents>();
  const track = {
    kind: 'video',
    layers,
    isPaused: false,
    isClosed: false,
    producer: { id: 'producer' },
    hub: {
      router: { rtpCapabilities: { codecs: ROUTER_CODECS, headerExtensions: [] } },
      tapTransport: { consume: async () => consumer as unknown as Consumer },
    },
    events,
  } as unknown as TappedTrack;
  const reports: number[] = [];
  await new TrackTap(track, FACTS, systemClock).open({
    packet: () => undefined,
    senderReport: ({ rtpTimestamp }) => reports.push(rtpTimestamp),
    paused: () => undefined,
    closed: () => undefined,
  });
  const report = (rtpTimestamp: number) => events.emit('sender-report', { ntpMs: 1_000, rtpTimestamp });
  return { consumer, report, reports };
}

describe('the tap of a camera with layers', () => {
  it('tells of the clock that its packets have, whichever layer comes first', async () => {
    const { consumer, report, reports } = await openTap(3);
    // Aimed at the smallest layer, which gave the clock; the next one came before its key frame did.
    consumer.emit('layerschange', { spatialLayer: 1, temporalLayer: 0 });
    consumer.gives(3_928_617_893);
    report(1_303_624_358);
    report(3_928_700_000);
    report(700);
    expect(reports).toEqual([3_928_700_000]);
  });

  it('follows the clock when the worker takes another one', async () => {
    const { consumer, report, reports } = await openTap(2);
    consumer.gives(5_000);
    consumer.gives(2_000_000_000);
    report(7_000);
    report(2_000_010_000);
    expect(reports).toEqual([2_000_010_000]);
  });

  it('knows its clock while the time stamps wrap', async () => {
    const { consumer, report, reports } = await openTap(2);
    consumer.gives(2 ** 32 - 9_000);
    report(9_000);
    consumer.gives(18_000);
    report(2 ** 32 - 4_000);
    expect(reports).toEqual([9_000, 2 ** 32 - 4_000]);
  });

  it('tells nothing of a clock before the first packet', async () => {
    const { report, reports } = await openTap(2);
    report(9_000);
    expect(reports).toEqual([]);
  });
});

it('takes every report of a sender with one stream', async () => {
  const { report, reports } = await openTap(1);
  report(9_000);
  expect(reports).toEqual([9_000]);
});
