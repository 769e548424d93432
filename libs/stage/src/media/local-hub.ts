import type {
  ActiveSpeakerObserver,
  AudioLevelObserver,
  DirectTransport,
  PlainTransport,
  Router,
  RtpCapabilities,
  WebRtcTransport,
} from 'mediasoup/types';
import { TypedEvents } from '#kernel';
import type { Hub, HubEvents } from './hub.js';
import { LocalPipe } from './local-pipe.js';
import { LocalSink } from './local-sink.js';
import type {
  DataMessage,
  DataSink,
  DataSinkOptions,
  DataSource,
  PageTransport,
  StageProducer,
} from './media-objects.js';
import type { MediaWorker } from './media-worker.js';
import { PipesInto } from './pipes-into.js';
import type { Track } from './track.js';
import type { TappedTrack } from './track-tap.js';

const SILENCE_DB = -60;
const LEVEL_PERIOD_MS = 250;
const SCTP_MESSAGE_BYTES = 64 * 1024;
const MESSAGE_LIMITS = { maxSendMessageSize: SCTP_MESSAGE_BYTES, maxReceiveMessageSize: SCTP_MESSAGE_BYTES };
/** Enough to start with a small video at once and not so much that a phone's connection is flooded. */
const START_BITRATE = 800_000;
const CEILING_UP_BITRATE = 4_000_000;
const CEILING_DOWN_BITRATE = 12_000_000;

/** A stage's place on one worker of this node: a router, its observers and the transport for taps. */
export class LocalHub implements Hub {
  readonly worker: MediaWorker;
  readonly router: Router;
  readonly tapTransport: DirectTransport;
  readonly events = new TypedEvents<HubEvents>();
  readonly #levels: AudioLevelObserver;
  readonly #speakers: ActiveSpeakerObserver;
  readonly #piped = new Map<string, Promise<void>>();
  readonly #pipes = new PipesInto(this);
  #isClosed = false;
  #ownTransports = 1;

  static async create(worker: MediaWorker): Promise<LocalHub> {
    const router = await worker.createRouter();
    try {
      const [levels, speakers, tapTransport] = await Promise.all([
        router.createAudioLevelObserver({
          maxEntries: 12,
          threshold: SILENCE_DB,
          interval: LEVEL_PERIOD_MS,
        }),
        router.createActiveSpeakerObserver({ interval: LEVEL_PERIOD_MS }),
        router.createDirectTransport(MESSAGE_LIMITS),
      ]);
      return new LocalHub(worker, router, levels, speakers, tapTransport);
    } catch (error) {
      router.close();
      throw error;
    }
  }

  private constructor(
    worker: MediaWorker,
    router: Router,
    levels: AudioLevelObserver,
    speakers: ActiveSpeakerObserver,
    tapTransport: DirectTransport,
  ) {
    this.worker = worker;
    this.router = router;
    this.#levels = levels;
    this.#speakers = speakers;
    this.tapTransport = tapTransport;
    router.observer.on('newtransport', (transport) => {
      if (transport.type !== 'pipe') return;
      this.#ownTransports += 1;
      transport.observer.once('close', () => {
        this.#ownTransports -= 1;
      });
    });
    levels.on('volumes', (volumes) =>
      this.events.emit(
        'levels',
        volumes.map(({ producer, volume }) => ({ producerId: producer.id, levelDb: volume })),
      ),
    );
    levels.on('silence', () => this.events.emit('levels', []));
    speakers.on('dominantspeaker', ({ producer }) => this.events.emit('dominant', producer.id));
    router.on('workerclose', () => {
      if (this.#isClosed) return;
      this.#isClosed = true;
      this.#pipes.close();
      this.events.emit('died', undefined);
    });
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get isAlive(): boolean {
    return this.worker.isAlive;
  }

  get streams(): number {
    return this.worker.streams;
  }

  get rtpCapabilities(): RtpCapabilities {
    return this.router.rtpCapabilities;
  }

  async canConsume(producerId: string, rtpCapabilities: RtpCapabilities): Promise<boolean> {
    return this.router.canConsume({ producerId, rtpCapabilities });
  }

  watchPath(transport: PageTransport): void {
    // All that it made are of this class; the interface of all nodes has no states of the path.
    this.worker.paths.watch(transport as WebRtcTransport);
  }

  countStream(): () => void {
    return this.worker.countStream();
  }

  openPipe(): Promise<LocalPipe> {
    const { router, tapTransport: direct, worker } = this;
    return LocalPipe.create({ router, direct, listen: worker.pipeListen, clock: worker.clock });
  }

  async takeData(dataProducerId: string, onMessage: (message: DataMessage) => void): Promise<DataSource> {
    const consumer = await this.tapTransport.consumeData({ dataProducerId });
    consumer.on('message', (bytes, payload) => onMessage({ bytes, payload }));
    return consumer;
  }

  async giveData(channel: DataSinkOptions): Promise<DataSink> {
    return new LocalSink(await this.tapTransport.produceData(channel));
  }

  async createPageTransport(): Promise<WebRtcTransport> {
    const transport = await this.router.createWebRtcTransport({
      webRtcServer: this.worker.webRtcServer,
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      initialAvailableOutgoingBitrate: START_BITRATE,
      enableSctp: true,
      ...MESSAGE_LIMITS,
      iceConsentTimeout: 15,
    });
    // The worker takes commands in order: both limits hold before anything flows, and a page need not wait for them.
    for (const limit of [
      transport.setMaxIncomingBitrate(CEILING_UP_BITRATE),
      transport.setMaxOutgoingBitrate(CEILING_DOWN_BITRATE),
    ]) {
      limit.catch(ignoreClosing);
    }
    return transport;
  }

  /** For an encoder on this machine: it is known by the address of its first packet. */
  createPlainTransport(): Promise<PlainTransport> {
    return this.router.createPlainTransport({
      listenInfo: { protocol: 'udp', ip: '127.0.0.1', recvBufferSize: 2 << 20 },
      rtcpMux: true,
      comedia: true,
    });
  }

  /** Transports that the worker itself knows here, without our own tap transport and the pipes to other hubs. */
  async countPageTransports(): Promise<number> {
    const { transportIds } = await this.router.dump();
    return transportIds.length - this.#ownTransports;
  }

  listen(producer: StageProducer): void {
    for (const ear of [this.#levels, this.#speakers]) {
      ear.addProducer({ producerId: producer.id }).catch(ignoreClosing);
    }
  }

  async bring(producerId: string, home: Hub): Promise<void> {
    if (home === this) return;
    if (!(home instanceof LocalHub)) return this.#pipes.bring(producerId, home);
    const known = this.#piped.get(producerId);
    if (known !== undefined) return known;
    const piping = home.router.pipeToRouter({ producerId, router: this.router }).then(({ pipeProducer }) => {
      pipeProducer?.observer.once('close', () => this.#piped.delete(producerId));
    });
    this.#piped.set(producerId, piping);
    piping.catch(() => this.#piped.delete(producerId));
    return piping;
  }

  async bringData(dataProducerId: string, home: Hub): Promise<void> {
    if (home === this) return;
    if (!(home instanceof LocalHub)) return this.#pipes.bringData(dataProducerId, home);
    const known = this.#piped.get(dataProducerId);
    if (known !== undefined) return known;
    const piping = home.router
      .pipeToRouter({ dataProducerId, router: this.router, enableSctp: true })
      .then(({ pipeDataProducer }) => {
        pipeDataProducer?.observer.once('close', () => this.#piped.delete(dataProducerId));
      });
    this.#piped.set(dataProducerId, piping);
    piping.catch(() => this.#piped.delete(dataProducerId));
    return piping;
  }

  /** What is carried here ends with this node. */
  async keep(): Promise<void> {}

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#pipes.close();
    this.router.close();
    this.events.clear();
  }
}

/** Taps are of the process whose workers have the track. */
export function tappedHere(track: Track): TappedTrack {
  if (track.hub instanceof LocalHub) return track as Track & { hub: LocalHub };
  throw new Error('a track is tapped at the node where it ends');
}

/** What was to be set may end while the command is on its way; its own event tells of that. */
const ignoreClosing = (): void => undefined;
