import type { RtpParameters } from 'mediasoup/types';
import { guestError } from '#kernel';
import type { WireRtpParameters, WireTrackSource } from '#protocol';
import { canHaveLayers } from './codecs.js';
import type { Hub } from './hub.js';
import type { StageTransport } from './media-objects.js';
import { type Hold, Track } from './track.js';
import { stageRestarted } from './while-open.js';

const KIND_OF_SOURCE = {
  camera: 'video',
  screen: 'video',
  microphone: 'audio',
  'screen-sound': 'audio',
} as const;

/**
 * The worker passes one key-frame request on in this time, however many ask. Browsers ignore a request within 300 ms of
 * the last one that they obeyed, and the worker repeats an ignored one only after a second: passed on later, it is obeyed.
 */
const KEY_FRAME_PERIOD_MS = 350;

export interface TrackOffer {
  source: WireTrackSource;
  rtpParameters: WireRtpParameters;
  heightPx?: number;
}

/** All that one participant sends: at most one track of each source. */
export class Sending {
  readonly transport: StageTransport;
  readonly #hub: Hub;
  readonly #participantId: string;
  readonly #tracks = new Map<WireTrackSource, Track>();
  readonly #starting = new Set<WireTrackSource>();

  constructor(participantId: string, hub: Hub, transport: StageTransport) {
    this.#participantId = participantId;
    this.#hub = hub;
    this.transport = transport;
  }

  get tracks(): readonly Track[] {
    return [...this.#tracks.values()];
  }

  findBySource(source: WireTrackSource): Track | undefined {
    return this.#tracks.get(source);
  }

  async start(offer: TrackOffer, holds: ReadonlySet<Hold>, signal?: AbortSignal): Promise<Track> {
    const { source } = offer;
    if (this.#tracks.has(source) || this.#starting.has(source)) {
      throw guestError('producer-exists', `Your ${source} is on the stage already.`, { status: 409 });
    }
    this.#starting.add(source);
    try {
      const track = await this.#produce(offer, holds, signal);
      this.adopt(track);
      return track;
    } finally {
      this.#starting.delete(source);
    }
  }

  /** A track that flows over its transport already. */
  adopt(track: Track): void {
    const uncount = this.#hub.countStream();
    this.#tracks.set(track.source, track);
    track.events.on('closed', () => {
      uncount();
      this.#tracks.delete(track.source);
    });
  }

  close(): void {
    this.transport.close();
  }

  async #produce(offer: TrackOffer, holds: ReadonlySet<Hold>, signal?: AbortSignal): Promise<Track> {
    const kind = KIND_OF_SOURCE[offer.source];
    const { codecs, headerExtensions, encodings, rtcp, mid } = offer.rtpParameters;
    // Picked, never passed whole: an id of the client's choice that repeats another one kills the worker.
    const rtpParameters = { codecs, headerExtensions, encodings, rtcp, mid } as RtpParameters;
    if (codecs.some(({ mimeType }) => !mimeType.toLowerCase().startsWith(`${kind}/`))) {
      throw guestError('media-rejected', `A ${offer.source} is ${kind}.`);
    }
    const mimeType = codecs[0]?.mimeType ?? '';
    if (kind === 'video' && (encodings?.length ?? 0) > 1 && !canHaveLayers(mimeType))
      throw guestError('media-rejected', `${mimeType} is taken in one layer only.`);
    const producer = await this.transport
      .produce({
        kind,
        rtpParameters,
        paused: holds.size > 0,
        ...(kind === 'video' ? { keyFrameRequestDelay: KEY_FRAME_PERIOD_MS } : {}),
      })
      .catch((error: Error) => {
        if (this.transport.closed) throw stageRestarted(error);
        throw guestError('media-rejected', 'The stage cannot take this track.', { cause: error });
      });
    // The participant or the wait for this track may have ended while the worker made it; nobody else would close what came too late.
    if (producer.closed || this.transport.closed || signal?.aborted === true) {
      producer.close();
      signal?.throwIfAborted();
      throw stageRestarted();
    }
    if (kind === 'audio') this.#hub.listen(producer);
    return new Track({
      participantId: this.#participantId,
      source: offer.source,
      heightPx: offer.heightPx ?? null,
      producer,
      hub: this.#hub,
      holds,
    });
  }
}
