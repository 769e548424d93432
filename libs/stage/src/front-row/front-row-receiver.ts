import type {
  Consumer,
  DtlsParameters,
  IceCandidate,
  IceParameters,
  RtpCapabilities,
  RtpCodecCapability,
  RtpParameters,
  WebRtcTransport,
} from 'mediasoup/types';
import { type Clock, TypedEvents } from '#kernel';
import type { FrontRowHub } from './front-row-hub.js';
import type { Fingerprint, HeaderExtension, ReceiverOffer } from './receiver-offer.js';

export interface ReceiverAnswer {
  ice: IceParameters;
  candidates: readonly IceCandidate[];
  dtls: DtlsParameters;
  video?: RtpParameters;
  audio?: RtpParameters;
}

export interface FrontRowReceiverEvents {
  closed: undefined;
}

/** A path that never opens is given up. */
const CONNECTS_WITHIN_MS = 15_000;
/** A receiver that went away without a word. A phone that changes its network is back sooner. */
const SILENT_AT_MOST_S = 10;
/** Enough for the highest rung and what is sent again. */
const CEILING_BPS = 20_000_000;

/** One receiver of the programme in real time. */
export class FrontRowReceiver {
  readonly events = new TypedEvents<FrontRowReceiverEvents>();
  readonly answer: ReceiverAnswer;
  readonly #transport: WebRtcTransport;
  #isClosed = false;

  static async create(hub: FrontRowHub, offer: ReceiverOffer, clock: Clock): Promise<FrontRowReceiver> {
    const transport = await hub.router.createWebRtcTransport({
      webRtcServer: hub.worker.webRtcServer,
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      initialAvailableOutgoingBitrate: CEILING_BPS,
      iceConsentTimeout: SILENT_AT_MOST_S,
    });
    try {
      const { fingerprint } = offer;
      // The worker takes commands in order, so none of them waits for the one before.
      const [, video, audio] = await Promise.all([
        fingerprint && connect(transport, fingerprint),
        consume(transport, 'video', hub, offer),
        consume(transport, 'audio', hub, offer),
      ]);
      return new FrontRowReceiver(hub, transport, video, audio, clock);
    } catch (error) {
      transport.close();
      throw error;
    }
  }

  private constructor(
    hub: FrontRowHub,
    transport: WebRtcTransport,
    video: Consumer | undefined,
    audio: Consumer | undefined,
    clock: Clock,
  ) {
    this.#transport = transport;
    const { iceParameters: ice, iceCandidates: candidates, dtlsParameters: dtls } = transport;
    this.answer = {
      ...{ ice, candidates, dtls },
      ...(video && { video: video.rtpParameters }),
      ...(audio && { audio: audio.rtpParameters }),
    };
    hub.receivers += 1;
    const uncounts = [hub.worker.countStream(), hub.worker.countStream()];
    const cancel = clock.after(CONNECTS_WITHIN_MS, () => {
      if (transport.dtlsState !== 'connected') this.close();
    });
    transport.on('dtlsstatechange', (state) => {
      if (state === 'closed' || state === 'failed') this.close();
    });
    transport.on('icestatechange', (state) => {
      if (state === 'disconnected' || state === 'closed') this.close();
    });
    for (const consumer of [video, audio]) consumer?.on('producerclose', () => this.close());
    transport.observer.once('close', () => {
      this.#isClosed = true;
      cancel();
      hub.receivers -= 1;
      for (const uncount of uncounts) uncount();
      this.events.emit('closed', undefined);
      this.events.clear();
    });
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** The other side's half of the handshake, where it was not part of its offer. */
  connect(fingerprint: Fingerprint): Promise<void> {
    return connect(this.#transport, fingerprint);
  }

  /** New credentials for the same session: the receiver's network has changed. */
  restartIce(): Promise<IceParameters> {
    return this.#transport.restartIce();
  }

  close(): void {
    if (!this.#isClosed) this.#transport.close();
  }
}

/** The receiver begins the handshake. */
const connect = (transport: WebRtcTransport, fingerprint: Fingerprint): Promise<void> =>
  transport.connect({ dtlsParameters: { role: 'client', fingerprints: [fingerprint] as never } });

function consume(
  transport: WebRtcTransport,
  kind: 'video' | 'audio',
  hub: FrontRowHub,
  offer: ReceiverOffer,
): Promise<Consumer> | undefined {
  const mid = offer.mids[kind];
  if (mid === undefined) return undefined;
  return transport.consume({
    producerId: hub[kind].id,
    rtpCapabilities: capabilitiesOf(kind, hub, offer),
    mid,
  });
}

/** The receiver's own words alone: an extension or a repair that it did not offer is not used. */
function capabilitiesOf(
  kind: 'video' | 'audio',
  { router }: FrontRowHub,
  offer: ReceiverOffer,
): RtpCapabilities {
  const feedback = offer.takesNack ? [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }] : [];
  const codecs = (router.rtpCapabilities.codecs ?? [])
    .filter((codec) => codec.kind === kind && !codec.mimeType.toLowerCase().endsWith('/rtx'))
    .map((codec): RtpCodecCapability => ({ ...codec, rtcpFeedback: kind === 'video' ? feedback : [] }));
  const headerExtensions = (router.rtpCapabilities.headerExtensions ?? []).filter(
    (known) => known.kind === kind && isOffered(offer.headerExtensions[kind], known.preferredId, known.uri),
  );
  return { codecs, headerExtensions };
}

const isOffered = (offered: readonly HeaderExtension[], id: number, uri: string): boolean =>
  offered.some((extension) => extension.id === id && extension.uri === uri);
