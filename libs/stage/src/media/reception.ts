import type { RtpCapabilities } from 'mediasoup/types';
import { guestError, type Log } from '#kernel';
import type { ServerEvent, Tile, WireRtpParameters } from '#protocol';
import type { Hub } from './hub.js';
import { layerForHeight } from './layers.js';
import type { StageConsumer, StageTransport } from './media-objects.js';
import type { Track } from './track.js';
import { unlessClosed } from './while-open.js';

interface Incoming {
  consumer: StageConsumer;
  track: Track;
  /** The page has its side ready and wants it. */
  wanted: boolean;
  /** A tile shows it; audio always counts as shown. */
  shown: boolean;
  /** The rules let this listener hear this speaker. */
  allowed: boolean;
}

export interface ReceptionOptions {
  hub: Hub;
  transport: StageTransport;
  rtpCapabilities: RtpCapabilities;
  tell: (event: ServerEvent) => void;
  log: Log;
}

/** All that one participant receives. A consumer flows when the page wants it, shows it and may have it. */
export class Reception {
  readonly transport: StageTransport;
  readonly #options: ReceptionOptions;
  readonly #byConsumer = new Map<string, Incoming>();
  readonly #byTrack = new Map<string, Incoming>();
  readonly #offering = new Map<string, boolean>();

  constructor(options: ReceptionOptions) {
    this.transport = options.transport;
    this.#options = options;
  }

  get consumers(): readonly StageConsumer[] {
    return [...this.#byConsumer.values()].map(({ consumer }) => consumer);
  }

  get rtpCapabilities(): RtpCapabilities {
    return this.#options.rtpCapabilities;
  }

  /** A consumer that the page has received since an owner of the show before. */
  adopt(track: Track, consumer: StageConsumer, allowed: boolean): void {
    // Why it was paused is not known here: the page tells its tiles again.
    const shown = track.kind === 'audio' || !consumer.paused || !allowed;
    const incoming: Incoming = { consumer, track, allowed, wanted: true, shown };
    this.#hold(incoming);
    this.#apply(incoming).catch((error) =>
      this.#options.log.warn('stage.reception | not adopted', { error }),
    );
  }

  /** Makes a paused consumer and tells the page; it flows from `resume` on. Offering twice is offering once. */
  async offer(track: Track, allowed: boolean): Promise<void> {
    if (this.#byTrack.has(track.trackId) || this.#offering.has(track.trackId)) {
      return this.allow(track.trackId, allowed);
    }
    this.#offering.set(track.trackId, allowed);
    try {
      const consumer = await this.#consume(track);
      if (consumer === undefined) return;
      // Either end may have gone while the worker was at it; nobody else would close what came too late.
      if (consumer.closed || track.isClosed || this.transport.closed) consumer.close();
      else this.#take(track, consumer, this.#offering.get(track.trackId) ?? allowed);
    } finally {
      this.#offering.delete(track.trackId);
    }
  }

  /** Lets a track through to this listener or keeps it from them. */
  async allow(trackId: string, allowed: boolean): Promise<void> {
    if (this.#offering.has(trackId)) this.#offering.set(trackId, allowed);
    const incoming = this.#byTrack.get(trackId);
    if (incoming === undefined || incoming.allowed === allowed) return;
    incoming.allowed = allowed;
    this.#tellFlow(incoming);
    await this.#apply(incoming);
  }

  async setWanted(consumerId: string, wanted: boolean): Promise<void> {
    const incoming = this.#get(consumerId);
    incoming.wanted = wanted;
    await this.#apply(incoming);
  }

  async requestKeyFrame(consumerId: string): Promise<void> {
    const { consumer } = this.#get(consumerId);
    await unlessClosed(consumer, consumer.requestKeyFrame());
  }

  /** A tile that is not shown is paused; a shown one follows with layer and priority. */
  async setTiles(tiles: readonly Tile[]): Promise<void> {
    const incomings = [...this.#byTrack.values()];
    const found = tiles.flatMap((tile) => {
      const incoming = incomings.find(
        ({ track }) => track.participantId === tile.participantId && track.source === tile.source,
      );
      return incoming === undefined ? [] : [{ tile, incoming }];
    });
    await Promise.all(found.map(({ tile, incoming }) => this.#fit(incoming, tile)));
  }

  /** For a page that may have missed some: it knows the old ones by their ids. */
  offerAgain(): void {
    for (const incoming of this.#byConsumer.values()) this.#tellOffer(incoming);
  }

  close(): void {
    this.transport.close();
    this.#byConsumer.clear();
    this.#byTrack.clear();
  }

  async #consume(track: Track): Promise<StageConsumer | undefined> {
    const { hub, transport, rtpCapabilities, log } = this.#options;
    await hub.bring(track.trackId, track.hub);
    if (track.isClosed || transport.closed) return undefined;
    if (!(await hub.canConsume(track.trackId, rtpCapabilities))) {
      log.warn('stage.reception | a page cannot decode a track', { trackId: track.trackId });
      return undefined;
    }
    return transport.consume({ producerId: track.trackId, rtpCapabilities, paused: true });
  }

  #take(track: Track, consumer: StageConsumer, allowed: boolean): void {
    const incoming: Incoming = { consumer, track, allowed, wanted: false, shown: true };
    this.#hold(incoming);
    this.#tellOffer(incoming);
  }

  #hold(incoming: Incoming): void {
    const { hub, tell } = this.#options;
    const { consumer, track } = incoming;
    const uncount = hub.countStream();
    this.#byConsumer.set(consumer.id, incoming);
    this.#byTrack.set(track.trackId, incoming);
    consumer.on('producerpause', () => this.#tellFlow(incoming));
    consumer.on('producerresume', () => this.#tellFlow(incoming));
    consumer.observer.once('close', () => {
      uncount();
      this.#byConsumer.delete(consumer.id);
      if (this.#byTrack.get(track.trackId) === incoming) this.#byTrack.delete(track.trackId);
      tell({ name: 'consume.closed', data: { consumerId: consumer.id } });
    });
  }

  #tellOffer(incoming: Incoming): void {
    const { consumer, track } = incoming;
    this.#options.tell({
      name: 'consume.offered',
      data: {
        consumerId: consumer.id,
        producerId: track.trackId,
        participantId: track.participantId,
        source: track.source,
        kind: track.kind,
        rtpParameters: consumer.rtpParameters as WireRtpParameters,
        producerPaused: !flows(incoming),
      },
    });
  }

  async #fit(incoming: Incoming, tile: Tile): Promise<void> {
    const { consumer, track } = incoming;
    incoming.shown = track.kind === 'audio' || tile.heightPx > 0;
    const wishes: Promise<void>[] = [this.#apply(incoming)];
    if (incoming.shown && track.kind === 'video') {
      wishes.push(unlessClosed(consumer, consumer.setPriority(tile.priority)));
      if (consumer.type === 'simulcast') {
        const spatialLayer = layerForHeight(track.layers, tile.heightPx, track.heightPx);
        wishes.push(unlessClosed(consumer, consumer.setPreferredLayers({ spatialLayer })));
      }
    }
    await Promise.all(wishes);
  }

  async #apply(incoming: Incoming): Promise<void> {
    const { consumer } = incoming;
    if (consumer.closed) return;
    const flow = incoming.wanted && incoming.shown && incoming.allowed;
    await unlessClosed(consumer, flow ? consumer.resume() : consumer.pause());
  }

  #tellFlow(incoming: Incoming): void {
    const name = flows(incoming) ? 'consume.resumed' : 'consume.paused';
    this.#options.tell({ name, data: { consumerId: incoming.consumer.id } });
  }

  #get(consumerId: string): Incoming {
    const incoming = this.#byConsumer.get(consumerId);
    if (incoming === undefined) {
      throw guestError('consumer-not-found', 'That track is not received any more.', { status: 404 });
    }
    return incoming;
  }
}

const flows = ({ allowed, consumer }: Incoming): boolean => allowed && !consumer.producerPaused;
