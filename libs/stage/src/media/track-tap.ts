import type { Consumer } from 'mediasoup/types';
import type { Clock } from '#kernel';
import type { WireTrackSource } from '#protocol';
import { capabilitiesForTaps } from './codecs.js';
import { layerForHeight } from './layers.js';
import type { Track, TrackCodec } from './track.js';

/** Where a tapped track flows. Calls come in order; none may block. */
export interface TapSink {
  packet(rtp: Uint8Array, arrivedMs: number): void;
  senderReport(report: { ntpMs: number; rtpTimestamp: number }, arrivedMs: number): void;
  paused(isPaused: boolean): void;
  closed(): void;
}

const KEY_FRAME_PERIOD_MS = 300;

/** One track as packets in this process: no ports, no loss between the worker and here. */
export class TrackTap {
  readonly trackId: string;
  readonly participantId: string;
  readonly source: WireTrackSource;
  readonly codec: TrackCodec;
  readonly clockRateHz: number;
  readonly #track: Track;
  readonly #clock: Clock;
  readonly #offs: (() => void)[] = [];
  #consumer: Consumer | undefined;
  #sink: TapSink | undefined;
  /** The layer whose RTP clock the consumer's time stamps keep, even after it switches to another. */
  #clockLayer: number | undefined;
  #preferredHeightPx = 720;
  #keyFrameAskedMs = Number.NEGATIVE_INFINITY;
  #isHeld: boolean;
  #isClosed = false;

  /** A held tap gives nothing, as if the track were paused, until it is let go. */
  constructor(track: Track, clock: Clock, isHeld = false) {
    this.trackId = track.trackId;
    this.participantId = track.participantId;
    this.source = track.source;
    this.codec = track.codec;
    this.clockRateHz = track.clockRateHz;
    this.#track = track;
    this.#clock = clock;
    this.#isHeld = isHeld;
  }

  async open(sink: TapSink): Promise<void> {
    if (this.#sink !== undefined) throw new Error('a tap is opened once');
    this.#sink = sink;
    if (this.#isClosed || this.#track.isClosed) return this.#end();
    const { hub, producer, events } = this.#track;
    this.#offs.push(
      events.on('closed', () => this.#end()),
      events.on('paused', () => this.#tellPaused()),
      events.on('sender-report', (report) => this.#onSenderReport(report)),
    );
    const rtpCapabilities = capabilitiesForTaps(hub.router.rtpCapabilities);
    const consumer = await hub.tapDoor.consume({ producerId: producer.id, rtpCapabilities, paused: true });
    if (this.#isClosed || this.#track.isClosed) return consumer.close();
    this.#consumer = consumer;
    consumer.on('rtp', (packet) => this.#sink?.packet(packet, this.#clock.monotonicMs()));
    consumer.on('layerschange', (layers) => {
      this.#clockLayer ??= layers?.spatialLayer;
    });
    this.preferHeight(this.#preferredHeightPx);
    await producer.enableTraceEvent(['sr']);
    this.#tellPaused();
    if (!this.#isHeld) await this.#flow();
  }

  /** Asks the sender for a key frame; a burst of asking is one request. */
  requestKeyFrame(): void {
    const nowMs = this.#clock.monotonicMs();
    if (this.#consumer === undefined || this.#track.kind !== 'video') return;
    if (nowMs - this.#keyFrameAskedMs < KEY_FRAME_PERIOD_MS) return;
    this.#keyFrameAskedMs = nowMs;
    this.#consumer.requestKeyFrame().catch(ignoreClosing);
  }

  /** Holds the simulcast layer nearest above this height. */
  preferHeight(heightPx: number): void {
    this.#preferredHeightPx = heightPx;
    if (this.#consumer === undefined || this.#track.layers < 2) return;
    const spatialLayer = layerForHeight(this.#track.layers, heightPx, this.#track.heightPx);
    this.#consumer.setPreferredLayers({ spatialLayer }).catch(ignoreClosing);
  }

  /** The programme must not hear it, whoever else does. */
  hold(isHeld: boolean): void {
    if (this.#isHeld === isHeld) return;
    this.#isHeld = isHeld;
    this.#tellPaused();
    (isHeld ? this.#consumer?.pause() : this.#flow())?.catch(ignoreClosing);
  }

  close(): void {
    this.#end();
  }

  async #flow(): Promise<void> {
    await this.#consumer?.resume();
    this.requestKeyFrame();
  }

  #tellPaused(): void {
    if (this.#consumer !== undefined) this.#sink?.paused(this.#isHeld || this.#track.isPaused);
  }

  #onSenderReport(report: { ssrc: number; ntpMs: number; rtpTimestamp: number }): void {
    if (this.#track.layers > 1 && this.#track.layerOf(report.ssrc) !== this.#clockLayer) return;
    const { ntpMs, rtpTimestamp } = report;
    this.#sink?.senderReport({ ntpMs, rtpTimestamp }, this.#clock.monotonicMs());
  }

  #end(): void {
    this.#isClosed = true;
    for (const off of this.#offs.splice(0)) off();
    this.#consumer?.close();
    this.#consumer = undefined;
    this.#sink?.closed();
    this.#sink = undefined;
  }
}

/** The track may end while a command is on its way; its own event tells of that. */
const ignoreClosing = (): void => undefined;
