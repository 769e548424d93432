import { jest } from '@jest/globals';

class FakeTrack {
  readonly kind: string;
  constructor(kind: string) {
    this.kind = kind;
  }
}

/** What a peer's tracks are added to. */
export class FakeStream {
  readonly tracks: FakeTrack[] = [];
  addTrack(track: FakeTrack): void {
    this.tracks.push(track);
  }
}

/** Decodes thirty frames a second until it is cut. */
export class FakePeer extends EventTarget {
  static readonly all: FakePeer[] = [];
  connectionState = 'new';
  readonly #bornMs = performance.now();
  cutMs: number | undefined;

  constructor() {
    super();
    FakePeer.all.push(this);
  }

  addTransceiver(kind: string): void {
    queueMicrotask(() =>
      this.dispatchEvent(Object.assign(new Event('track'), { track: new FakeTrack(kind) })),
    );
  }

  createOffer = async () => ({ sdp: 'v=0\r\na=fmtp:111 minptime=10;useinbandfec=1\r\n' });
  setLocalDescription = jest.fn(async () => undefined);
  setRemoteDescription = jest.fn(async () => undefined);
  close = jest.fn(() => {
    this.connectionState = 'closed';
  });

  async getStats() {
    const untilMs = this.cutMs ?? performance.now();
    const framesDecoded = Math.floor((untilMs - this.#bornMs) / 33);
    const video = { type: 'inbound-rtp', kind: 'video', framesDecoded, bytesReceived: framesDecoded };
    const buffer = { jitterBufferDelay: 0.05 * framesDecoded, jitterBufferEmittedCount: framesDecoded };
    const pair = { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.02 };
    return new Map<string, unknown>([
      ['v', { ...video, ...buffer }],
      ['p', pair],
    ]);
  }

  fail(): void {
    this.connectionState = 'failed';
    this.dispatchEvent(new Event('connectionstatechange'));
  }
}
