import type { Consumer, DirectTransport, Router } from 'mediasoup/types';
import type { Clock, TypedEvents } from '#kernel';
import type { WireTrackSource } from '#protocol';
import { capabilitiesForTaps } from './codecs.js';
import { FrameArrivals } from './frame-arrivals.js';
import { layerForHeight } from './layers.js';
import { PacketBudget } from './packet-budget.js';
import { TapClock } from './tap-clock.js';
import type { TrackCodec } from './track.js';

/** Where a tapped track flows. Calls come in order; none may block. */
export interface TapSink {
  packet(rtp: Uint8Array, arrivedMs: number): void;
  senderReport(report: { ntpMs: number; rtpTimestamp: number }, arrivedMs: number): void;
  paused(isPaused: boolean): void;
  closed(): void;
}

export interface TappedTrackEvents {
  paused: boolean;
  /** The sender's pairing of its clock with the RTP clock of one of its streams. */
  'sender-report': { ntpMs: number; rtpTimestamp: number };
  closed: unknown;
}

/** A track that packets are taken of, on this side of a pipe or the other. */
export interface TappedTrack {
  readonly kind: 'audio' | 'video';
  readonly layers: number;
  readonly isPaused: boolean;
  readonly isClosed: boolean;
  readonly producer: { readonly id: string };
  readonly hub: { readonly router: Router; readonly tapTransport: DirectTransport };
  readonly events: Pick<TypedEvents<TappedTrackEvents>, 'on'>;
}

export interface TrackFacts {
  readonly trackId: string;
  readonly participantId: string;
  readonly source: WireTrackSource;
  readonly codec: TrackCodec;
  readonly clockRateHz: number;
  /** Of the largest layer, as its sender said; null when it did not. */
  readonly heightPx: number | null;
}

const KEY_FRAME_PERIOD_MS = 300;
/** Far above what a browser sends at our bitrates, far below what would keep the programme's loop busy. */
const PACKETS_PER_SECOND = { video: 2_500, audio: 250 };

/** One track as packets in this process: no ports, no loss between the worker and here. */
export class TrackTap {
  readonly trackId: string;
  readonly participantId: string;
  readonly source: WireTrackSource;
  readonly codec: TrackCodec;
  readonly clockRateHz: number;
  readonly #track: TappedTrack;
  readonly #heightPx: number | null;
  readonly #clock: Clock;
  readonly #rtpClock: TapClock;
  readonly #offs: (() => void)[] = [];
  #arrivals: FrameArrivals | undefined;
  #consumer: Consumer | undefined;
  #sink: TapSink | undefined;
  #preferredHeightPx = 720;
  #keyFrameAskedMs = Number.NEGATIVE_INFINITY;
  #isHeld: boolean;
  #isClosed = false;
  #onOpened: () => void = () => undefined;

  /** A held tap gives nothing, as if the track were paused, until it is let go. */
  constructor(track: TappedTrack, facts: TrackFacts, clock: Clock, isHeld = false) {
    this.trackId = facts.trackId;
    this.participantId = facts.participantId;
    this.source = facts.source;
    this.codec = facts.codec;
    this.clockRateHz = facts.clockRateHz;
    this.#heightPx = facts.heightPx;
    this.#track = track;
    this.#clock = clock;
    this.#rtpClock = new TapClock(facts.clockRateHz);
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
    const consumer = await hub.tapTransport.consume({
      producerId: producer.id,
      rtpCapabilities,
      paused: true,
    });
    if (this.#isClosed || this.#track.isClosed) return consumer.close();
    this.#consumer = consumer;
    const budget = new PacketBudget(PACKETS_PER_SECOND[this.#track.kind]);
    consumer.on('rtp', (packet) => {
      const nowMs = this.#clock.monotonicMs();
      if (!budget.take(nowMs)) return;
      this.#rtpClock.saw(packet);
      this.#arrivals?.saw(packet, nowMs);
      this.#sink?.packet(packet, nowMs);
    });
    this.preferHeight(this.#preferredHeightPx);
    this.#tellPaused();
    if (!this.#isHeld) await this.#flow();
    this.#onOpened();
  }

  /** Called once, when packets that come from now on reach the sink. */
  onOpened(listener: () => void): void {
    this.#onOpened = listener;
  }

  /** Notes from now on when frames arrive: for traces. */
  watchArrivals(): FrameArrivals {
    this.#arrivals ??= new FrameArrivals();
    return this.#arrivals;
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
    const spatialLayer = layerForHeight(this.#track.layers, heightPx, this.#heightPx);
    this.#consumer.setPreferredLayers({ spatialLayer }).catch(ignoreClosing);
  }

  /** The programme must not hear it, even if others do. */
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

  #onSenderReport({ ntpMs, rtpTimestamp }: TappedTrackEvents['sender-report']): void {
    if (this.#track.layers > 1 && !this.#rtpClock.isOf(rtpTimestamp)) return;
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
