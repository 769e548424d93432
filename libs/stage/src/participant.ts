import type { RtpCapabilities } from 'mediasoup/types';
import { guestError, type Log } from '#kernel';
import type {
  ConnectionQuality,
  ParticipantView,
  Role,
  ServerEvent,
  TransportView,
  WireDtlsParameters,
  WireIceParameters,
  WireRtpCapabilities,
  WireTrackSource,
} from '#protocol';
import type { Hub } from './media/hub.js';
import type { PageTransport, StageTransport } from './media/media-objects.js';
import { Reception } from './media/reception.js';
import { Sending, type TrackOffer } from './media/sending.js';
import type { Hold, Track } from './media/track.js';
import { stageRestarted, whileOpen } from './media/while-open.js';

export interface ParticipantOptions {
  participantId: string;
  personId: string;
  tabId: string;
  name: string;
  role: Role;
  isBackstage: boolean;
  /** False for one whose page is on its way. */
  isConnected?: boolean | undefined;
  hub: Hub;
  log: Log;
  tell: (event: ServerEvent) => void;
}

const UNKNOWN_QUALITY: ConnectionQuality = {
  grade: 'unknown',
  score: 0,
  up: 0,
  down: 0,
  rttMs: null,
  lossPercent: null,
};

/** A person in the green room (`candidate`), backstage or on the stage. Outlives lost connections and workers. */
export class Participant {
  readonly participantId: string;
  readonly personId: string;
  readonly tell: (event: ServerEvent) => void;
  readonly joinedAt: number;
  name: string;
  role: Role;
  tabId: string;
  isConnected: boolean;
  /** In the studio and not in the programme. */
  isBackstage: boolean;
  /**
   * Of a host: only the participant of this id hears the microphone. It stays after that one has left, until the host ends
   * it: the rest of a private sentence must not go on air because its listener has gone.
   */
  talksTo: string | null = null;
  /**
   * In a private call: the partner alone hears the microphone. Without a partner the other one has hung up, and nobody hears it
   * until this participant goes back to the stage.
   */
  call: { partnerId: string | null } | null = null;
  quality: ConnectionQuality = UNKNOWN_QUALITY;
  /** Sources that a moderator has silenced; kept over reconnects, so that a reconnect does not undo it. */
  readonly silenced = new Set<WireTrackSource>();
  readonly #log: Log;
  #hub: Hub;
  #sending: Sending | undefined;
  #reception: Reception | undefined;
  readonly #pageTransports = new Map<string, PageTransport>();
  readonly #connected = new WeakSet<PageTransport>();
  #generation = 0;

  constructor(options: ParticipantOptions, joinedAt: number) {
    this.participantId = options.participantId;
    this.personId = options.personId;
    this.tabId = options.tabId;
    this.name = options.name;
    this.role = options.role;
    this.isBackstage = options.isBackstage;
    this.isConnected = options.isConnected ?? true;
    this.tell = options.tell;
    this.joinedAt = joinedAt;
    this.#hub = options.hub;
    this.#log = options.log;
  }

  get hub(): Hub {
    return this.#hub;
  }

  /** Admitted: on the stage or backstage, as against the green room. */
  get isInStudio(): boolean {
    return this.role !== 'candidate' && this.role !== 'viewer';
  }

  /** In the programme. */
  get isOnStage(): boolean {
    return this.isInStudio && !this.isBackstage;
  }

  get isHost(): boolean {
    return this.role === 'host' || this.role === 'co-host';
  }

  /** A page's transports that have not ended. */
  get hasLiveTransports(): boolean {
    return [...this.#pageTransports.values()].some(({ closed }) => !closed);
  }

  get tracks(): readonly Track[] {
    return this.#sending?.tracks ?? [];
  }

  get reception(): Reception | undefined {
    return this.#reception;
  }

  get sending(): Sending | undefined {
    return this.#sending;
  }

  get view(): ParticipantView {
    const tracks = this.tracks.map((track) => ({
      producerId: track.trackId,
      source: track.source,
      paused: track.isPaused,
      mutedByHost: track.isHeldBy('host'),
    }));
    const { participantId, personId, name, role, isOnStage, isConnected, quality, talksTo, call } = this;
    return {
      participantId,
      personId,
      name,
      role,
      onStage: isOnStage,
      connected: isConnected,
      tracks,
      quality,
      ...(talksTo === null ? {} : { talksTo }),
      ...(call === null ? {} : { inCall: true as const }),
    };
  }

  /** A transport whose asker went away meanwhile (`signal`) is closed again. */
  async createSendTransport(signal?: AbortSignal): Promise<TransportView> {
    if (this.#sending !== undefined) throw transportExists();
    const transport = await this.#createTransport(() => this.#sending === undefined, signal);
    this.sendOver(transport);
    return viewOf(transport);
  }

  async createReceiveTransport(
    capabilities: WireRtpCapabilities,
    signal?: AbortSignal,
  ): Promise<TransportView> {
    if (this.#reception !== undefined) throw transportExists();
    const transport = await this.#createTransport(() => this.#reception === undefined, signal);
    this.receiveOver(transport, capabilities as RtpCapabilities);
    return viewOf(transport);
  }

  /** Also for what is no page: an encoder on this machine that sends plain RTP over a transport of this hub. */
  sendOver(transport: StageTransport): void {
    this.#sending = new Sending(this.participantId, this.#hub, transport);
  }

  receiveOver(transport: StageTransport, rtpCapabilities: RtpCapabilities): void {
    const { tell } = this;
    this.#reception = new Reception({ hub: this.#hub, transport, rtpCapabilities, tell, log: this.#log });
  }

  /** A page's transports of an owner of the show before, which carry media. */
  adopt(kept: {
    sends: PageTransport | null;
    receives: PageTransport;
    rtpCapabilities: RtpCapabilities;
  }): void {
    const { sends, receives } = kept;
    for (const transport of [sends, receives])
      if (transport !== null) this.#pageTransports.set(transport.id, transport);
    if (sends !== null) this.sendOver(sends);
    this.receiveOver(receives, kept.rtpCapabilities);
  }

  async connect(transportId: string, dtls: WireDtlsParameters): Promise<void> {
    const transport = this.#getTransport(transportId);
    if (this.#connected.has(transport)) {
      throw guestError('transport-already-connected', 'This transport is connected already.', {
        status: 409,
      });
    }
    this.#connected.add(transport);
    const { role, fingerprints } = dtls;
    try {
      const dtlsParameters = { ...(role === undefined ? {} : { role }), fingerprints };
      await whileOpen(transport, transport.connect({ dtlsParameters }));
      this.#hub.watchPath(transport);
    } catch (error) {
      this.#connected.delete(transport);
      throw error;
    }
  }

  restartIce(transportId: string): Promise<WireIceParameters> {
    const transport = this.#getTransport(transportId);
    return whileOpen(transport, transport.restartIce());
  }

  /** The holds say who keeps it silent from the start. */
  async produce(
    transportId: string,
    offer: TrackOffer,
    holds: ReadonlySet<Hold>,
    signal?: AbortSignal,
  ): Promise<Track> {
    if (this.#sending?.transport.id === transportId) return this.#sending.start(offer, holds, signal);
    this.#getTransport(transportId);
    throw guestError('transport-wrong-direction', 'Tracks are sent on the send transport.');
  }

  getTrack(trackId: string): Track {
    const track = this.tracks.find((each) => each.trackId === trackId);
    if (track !== undefined) return track;
    throw guestError('producer-not-found', 'That track is not on the stage.', { status: 404 });
  }

  findTrack(source: WireTrackSource): Track | undefined {
    return this.#sending?.findBySource(source);
  }

  getReception(): Reception {
    if (this.#reception !== undefined) return this.#reception;
    throw guestError('transport-not-found', 'Make the receiving transport first.', { status: 404 });
  }

  /** Ends everything that this participant sends and receives; the participant stays. `hub` is where it restarts. */
  reset(hub: Hub = this.#hub): void {
    this.#sending?.close();
    this.#reception?.close();
    this.#sending = undefined;
    this.#reception = undefined;
    this.#hub = hub;
    this.#pageTransports.clear();
    this.#generation += 1;
  }

  /** A transport that came too late, after a reset, a twin or an abort, is closed and never handed out. */
  async #createTransport(isFree: () => boolean, signal?: AbortSignal): Promise<PageTransport> {
    const generation = this.#generation;
    const hub = this.#hub;
    const transport = await whileOpen(hub, hub.createPageTransport());
    if (signal?.aborted !== true && generation === this.#generation && isFree()) {
      this.#pageTransports.set(transport.id, transport);
      return transport;
    }
    transport.close();
    signal?.throwIfAborted();
    throw generation === this.#generation ? transportExists() : stageRestarted();
  }

  #getTransport(transportId: string): PageTransport {
    const found = this.#pageTransports.get(transportId);
    if (found !== undefined && !found.closed) return found;
    throw guestError('transport-not-found', 'There is no such transport. Join the stage again.', {
      status: 404,
    });
  }
}

const transportExists = () =>
  guestError('transport-exists', 'There is a transport for that direction already.', { status: 409 });

const viewOf = (transport: PageTransport): TransportView => ({
  transportId: transport.id,
  iceParameters: transport.iceParameters,
  iceCandidates: transport.iceCandidates,
  dtlsParameters: transport.dtlsParameters,
  sctpParameters: transport.sctpParameters ?? null,
});
