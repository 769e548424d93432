import type { types } from 'mediasoup-client';
import type {
  ServerEventData,
  StageWelcome,
  TransportView,
  WireRtpCapabilities,
  WireTrackSource,
} from '#protocol';
import type { Connection } from '../signaling/connection.js';
import { CaptionChannel } from './caption-channel.js';
import { codecOptionsOf, encodingsOf } from './encodings.js';
import { type LoadedDevice, loadDevice } from './loaded-device.js';
import { PathRecovery } from './path-recovery.js';
import { RelayRenewal } from './relay-renewal.js';

export interface MediaSessionHooks {
  /** A track of another participant started or ended. */
  onTrack(
    consumerId: string,
    arrived: ServerEventData<'consume.offered'> | null,
    track: MediaStreamTrack | null,
  ): void;
  /** All paths that this page uses carry media. */
  onConnected(): void;
  /**
   * The path to the server could not be restored, or none ever came about: enter the stage again. `tried` are the
   * server's addresses, such as `udp 192.0.2.2:40000`.
   */
  onBroken(broken: { hasConnected: boolean; tried: readonly string[] }): void;
}

/** From the first use of a path to its connection: ICE and DTLS take a second, over TCP and a relay some more. */
const CONNECT_WITHIN_MS = 12_000;
const WORKING: readonly RTCPeerConnectionState[] = ['new', 'connecting', 'connected'];

/** The media from entering the stage until the connection or the media server is gone. */
export class MediaSession {
  readonly loaded: LoadedDevice;
  readonly #connection: Connection;
  readonly #hooks: MediaSessionHooks;
  readonly #send: types.Transport;
  readonly #receive: types.Transport;
  readonly #producers = new Map<WireTrackSource, types.Producer>();
  readonly #consumers = new Map<string, types.Consumer>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  readonly #relay: RelayRenewal | undefined;
  readonly #tried: readonly string[];
  #hasConnected = false;
  #closed = false;

  static async create(
    connection: Connection,
    welcome: StageWelcome,
    hooks: MediaSessionHooks,
    before?: LoadedDevice,
  ): Promise<MediaSession> {
    const loaded = await loadDevice(welcome, before);
    const { device, receives: rtpCapabilities } = loaded;
    const { send: sending, receive: receiving } =
      welcome.transports ?? (await askForTransports(connection, rtpCapabilities));
    const { iceServers, iceTransportPolicy } = welcome;
    const options = (view: TransportView) =>
      ({
        ...view,
        id: view.transportId,
        iceServers,
        iceTransportPolicy,
      }) as unknown as types.TransportOptions;
    return new MediaSession(
      loaded,
      connection,
      hooks,
      device.createSendTransport(options(sending)),
      device.createRecvTransport(options(receiving)),
      iceServers.length > 0,
      addressesOf(sending),
    );
  }

  private constructor(
    loaded: LoadedDevice,
    connection: Connection,
    hooks: MediaSessionHooks,
    send: types.Transport,
    receive: types.Transport,
    hasRelay: boolean,
    tried: readonly string[],
  ) {
    this.loaded = loaded;
    this.#tried = tried;
    this.#connection = connection;
    this.#hooks = hooks;
    this.#send = send;
    this.#receive = receive;
    const ask = async () => (await connection.request('transport.ice-servers', {})).iceServers;
    this.#relay = hasRelay ? new RelayRenewal({ ask, transports: [send, receive] }) : undefined;
    for (const transport of [send, receive]) this.#tend(transport);
    send.on('produce', ({ rtpParameters, appData }, done, fail) => {
      const source = appData.source as WireTrackSource;
      const paused = appData.paused === true;
      const heightPx = appData.heightPx as number | undefined;
      const request = {
        transportId: send.id,
        source,
        paused,
        rtpParameters: rtpParameters as never,
        ...(heightPx === undefined ? {} : { heightPx }),
      };
      connection.request('produce.start', request).then(({ producerId }) => done({ id: producerId }), fail);
    });
    send.on('producedata', ({ sctpStreamParameters }, done, fail) => {
      const stream = sctpStreamParameters as never;
      connection
        .request('data.start', { transportId: send.id, channel: 'captions', stream })
        .then(({ dataProducerId }) => done({ id: dataProducerId }), fail);
    });
  }

  async publish(source: WireTrackSource, track: MediaStreamTrack, paused: boolean): Promise<void> {
    const encodings = encodingsOf(source);
    const codecOptions = codecOptionsOf(source);
    const producer = await this.#send.produce({
      track,
      stopTracks: false,
      disableTrackOnPause: true,
      zeroRtpOnPause: source === 'microphone',
      appData: { source, paused, heightPx: track.getSettings().height },
      ...(encodings ? { encodings: encodings as types.RtpEncodingParameters[] } : {}),
      ...(codecOptions ? { codecOptions } : {}),
    });
    if (paused) producer.pause();
    this.#producers.set(source, producer);
  }

  /** Both paths carry media now; one that was never used is no obstacle. */
  get isConnected(): boolean {
    return (
      !this.#closed &&
      [this.#send, this.#receive].every(({ connectionState }) => WORKING.includes(connectionState))
    );
  }

  producerId(source: WireTrackSource): string | undefined {
    return this.#producers.get(source)?.id;
  }

  async replace(source: WireTrackSource, track: MediaStreamTrack): Promise<boolean> {
    const producer = this.#producers.get(source);
    if (!producer || producer.closed) return false;
    await producer.replaceTrack({ track });
    return true;
  }

  async setPaused(source: WireTrackSource, paused: boolean): Promise<void> {
    const producer = this.#producers.get(source);
    if (!producer) return;
    if (paused) producer.pause();
    else producer.resume();
    await this.#connection.request(paused ? 'produce.pause' : 'produce.resume', { producerId: producer.id });
  }

  /** `told` is false when the server closed it itself. */
  async unpublish(source: WireTrackSource, told = true): Promise<void> {
    const producer = this.#producers.get(source);
    this.#producers.delete(source);
    producer?.close();
    if (producer && told) await this.#connection.request('produce.close', { producerId: producer.id });
  }

  async receive(offer: ServerEventData<'consume.offered'>): Promise<void> {
    // Offered again after a lost socket: it has run on.
    if (this.#consumers.has(offer.consumerId)) return;
    const consumer = await this.#receive.consume({
      id: offer.consumerId,
      producerId: offer.producerId,
      kind: offer.kind,
      rtpParameters: offer.rtpParameters as never,
      // One stream a participant, so that the browser keeps lips and voice together.
      streamId: `${offer.participantId}-${offer.source.startsWith('screen') ? 'screen' : 'camera'}`,
    });
    if (this.#closed) return consumer.close();
    this.#consumers.set(offer.consumerId, consumer);
    this.#hooks.onTrack(offer.consumerId, offer, consumer.track);
    await this.#connection.request('consume.resume', { consumerId: offer.consumerId });
  }

  /** For what a captioner types. */
  openCaptions(): Promise<CaptionChannel> {
    return CaptionChannel.open(this.#connection, this.#send, this.#receive);
  }

  drop(consumerId: string): void {
    this.#consumers.get(consumerId)?.close();
    this.#consumers.delete(consumerId);
    this.#hooks.onTrack(consumerId, null, null);
  }

  sendingStats(): Promise<RTCStatsReport> {
    return this.#send.getStats();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#relay?.close();
    for (const timer of this.#timers) clearTimeout(timer);
    for (const consumerId of [...this.#consumers.keys()]) this.drop(consumerId);
    this.#send.close();
    this.#receive.close();
  }

  /** Connects the transport when first needed, and restarts ICE when its path breaks. */
  #tend(transport: types.Transport): void {
    transport.on('connect', ({ dtlsParameters }, done) => {
      this.#connection
        .request('transport.connect', { transportId: transport.id, dtlsParameters: dtlsParameters as never })
        .catch(() => this.#broken());
      // What is sent after it is read after it: the answer need not be waited for.
      done();
      this.#later(() => {
        if (transport.connectionState !== 'connected' && !this.#hasConnected) this.#broken();
      }, CONNECT_WITHIN_MS);
    });
    const recovery = new PathRecovery({
      transport,
      hasConnected: () => this.#hasConnected,
      restart: () => this.#restartIce(transport),
      onBroken: () => this.#broken(),
      later: (then, delayMs) => this.#later(then, delayMs),
    });
    transport.on('connectionstatechange', (state) => {
      if (state === 'connected') this.#connected();
      recovery.changed(state);
    });
  }

  #connected(): void {
    const used = [this.#send, this.#receive].filter(({ connectionState }) => connectionState !== 'new');
    if (this.#closed || used.some(({ connectionState }) => connectionState !== 'connected')) return;
    this.#hasConnected = true;
    this.#hooks.onConnected();
  }

  #broken(): void {
    if (!this.#closed) this.#hooks.onBroken({ hasConnected: this.#hasConnected, tried: this.#tried });
  }

  async #restartIce(transport: types.Transport): Promise<void> {
    await this.#relay?.renew();
    const { iceParameters } = await this.#connection.request('transport.restart-ice', {
      transportId: transport.id,
    });
    await transport.restartIce({ iceParameters });
  }

  #later(then: () => void, delayMs: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      then();
    }, delayMs);
    this.#timers.add(timer);
  }
}

const addressesOf = ({ iceCandidates }: TransportView): string[] =>
  iceCandidates.map(({ protocol, address, port }) => `${protocol} ${address}:${port}`);

async function askForTransports(
  connection: Connection,
  rtpCapabilities: WireRtpCapabilities,
): Promise<Record<'send' | 'receive', TransportView>> {
  const [send, receive] = await Promise.all([
    connection.request('transport.create-send', {}),
    connection.request('transport.create-receive', { rtpCapabilities }),
  ]);
  return { send, receive };
}
