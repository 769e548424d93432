import type { CallSignal } from '#protocol';
import { PathProbe } from './path-probe.js';

export interface CallTracks {
  microphone: MediaStreamTrack | null;
  camera: MediaStreamTrack | null;
}

/** What a path was found to be, twice a second and more often while it changes. */
export interface PathReading {
  isAlive: boolean;
  roundTripMs: number | null;
  /** Of the partner's own way to the server, as they measured it. */
  partnerServerMs: number | null;
}

export interface DirectPathOptions {
  /** The caller offers, so that both never do at once. */
  isCaller: boolean;
  iceServers: readonly RTCIceServer[];
  tracks: CallTracks;
  send(signal: CallSignal): void;
  onTrack(source: keyof CallTracks, stream: MediaStream): void;
  onReading(reading: PathReading): void;
  onFailed(): void;
  /** The own way to the server, for the partner to add to theirs. */
  serverMs(): number | null;
}

/** How a path is made; tests give one of their own. */
export type OpenPath = (options: DirectPathOptions) => Pick<DirectPath, 'receive' | 'setTracks' | 'close'>;

const PROBE_EVERY_MS = 200;
/** Characters of a probe's question or answer. Longer messages are not of this protocol. */
const PROBE_LENGTH = 40;
/** A call is looked at small, beside the stage: a second large video would cost what viewers need. */
const VIDEO_BITS_PER_SECOND = 600_000;
const VIDEO_HEIGHT_PX = 360;

/** One attempt to carry a call from page to page. */
export class DirectPath {
  readonly #options: DirectPathOptions;
  readonly #peer: RTCPeerConnection;
  readonly #channel: RTCDataChannel;
  readonly #probe = new PathProbe();
  readonly #timer: ReturnType<typeof setInterval>;
  #senders: Partial<Record<keyof CallTracks, RTCRtpSender>> = {};
  #tracks: CallTracks;
  #inTurn: Promise<void> = Promise.resolve();
  #partnerServerMs: number | null = null;
  #isClosed = false;

  static open(options: DirectPathOptions): DirectPath {
    return new DirectPath(options, new RTCPeerConnection({ iceServers: [...options.iceServers] }));
  }

  constructor(options: DirectPathOptions, peer: RTCPeerConnection) {
    this.#options = options;
    this.#tracks = options.tracks;
    this.#peer = peer;
    this.#channel = peer.createDataChannel('probe', {
      negotiated: true,
      id: 0,
      ordered: false,
      maxRetransmits: 0,
    });
    this.#channel.onmessage = ({ data }) => this.#heard(data);
    peer.onicecandidate = ({ candidate }) => candidate && options.send(signalOf(candidate));
    peer.ontrack = ({ track }) =>
      options.onTrack(track.kind === 'audio' ? 'microphone' : 'camera', new MediaStream([track]));
    peer.onconnectionstatechange = () => peer.connectionState === 'failed' && this.#fail();
    this.#timer = setInterval(() => this.#probeOnce(), PROBE_EVERY_MS);
    if (options.isCaller) this.#then(() => this.#offer());
  }

  /** Signals are worked through in the order in which they come. */
  receive(signal: CallSignal): void {
    this.#then(() => this.#receive(signal));
  }

  setTracks(tracks: CallTracks): void {
    const { microphone, camera } = this.#tracks;
    if (tracks.microphone === microphone && tracks.camera === camera) return;
    this.#tracks = tracks;
    this.#then(() => this.#sendTracks());
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#peer.close();
  }

  async #offer(): Promise<void> {
    this.#senders = {
      microphone: this.#peer.addTransceiver('audio', { direction: 'sendrecv' }).sender,
      camera: this.#peer.addTransceiver('video', { direction: 'sendrecv' }).sender,
    };
    await this.#sendTracks();
    const { sdp = '' } = await this.#peer.createOffer();
    await this.#peer.setLocalDescription({ type: 'offer', sdp });
    this.#options.send({ kind: 'offer', sdp });
  }

  async #receive(signal: CallSignal): Promise<void> {
    if (signal.kind === 'candidate') {
      const { candidate, sdpMid, sdpMLineIndex } = signal;
      return this.#peer.addIceCandidate({ candidate, sdpMid, sdpMLineIndex });
    }
    if ((signal.kind === 'offer') === this.#options.isCaller) return;
    await this.#peer.setRemoteDescription({ type: signal.kind, sdp: signal.sdp });
    if (signal.kind === 'offer') await this.#answer();
    await this.#limitVideo();
  }

  async #answer(): Promise<void> {
    for (const transceiver of this.#peer.getTransceivers()) {
      transceiver.direction = 'sendrecv';
      const source = transceiver.receiver.track.kind === 'audio' ? 'microphone' : 'camera';
      this.#senders[source] = transceiver.sender;
    }
    await this.#sendTracks();
    const { sdp = '' } = await this.#peer.createAnswer();
    await this.#peer.setLocalDescription({ type: 'answer', sdp });
    this.#options.send({ kind: 'answer', sdp });
  }

  async #sendTracks(): Promise<void> {
    const { microphone, camera } = this.#senders;
    await microphone?.replaceTrack(this.#tracks.microphone);
    await camera?.replaceTrack(this.#tracks.camera);
    await this.#limitVideo();
  }

  async #limitVideo(): Promise<void> {
    const { camera } = this.#senders;
    if (camera) await keepSmall(camera);
  }

  #probeOnce(): void {
    const nowMs = performance.now();
    // Asked in vain while the channel is not open: one that has closed is a way that does not answer.
    this.#say(`ask ${this.#probe.ask(nowMs)} ${Math.round(this.#options.serverMs() ?? -1)}`);
    this.#read(nowMs);
  }

  #heard(data: unknown): void {
    if (typeof data !== 'string' || data.length > PROBE_LENGTH) return;
    const [word, first, second] = data.split(' ');
    const number = Number(first);
    if (!Number.isSafeInteger(number)) return;
    if (word === 'ask') {
      const serverMs = Number(second);
      if (Number.isFinite(serverMs)) this.#partnerServerMs = serverMs < 0 ? null : serverMs;
      this.#say(`answer ${number}`);
    }
    if (word !== 'answer') return;
    const nowMs = performance.now();
    this.#probe.answered(number, nowMs);
    this.#read(nowMs);
  }

  #say(text: string): void {
    try {
      if (this.#channel.readyState === 'open') this.#channel.send(text);
    } catch {
      // A full or closing channel: the question stays unanswered, which says it.
    }
  }

  #read(nowMs: number): void {
    if (this.#isClosed) return;
    this.#options.onReading({
      isAlive: this.#probe.isAlive(nowMs),
      roundTripMs: this.#probe.roundTripMs,
      partnerServerMs: this.#partnerServerMs,
    });
  }

  #then(work: () => Promise<void>): void {
    this.#inTurn = this.#inTurn
      .then(() => (this.#isClosed ? undefined : work()))
      // A candidate that this browser does not know is left out; without an offer or answer the path never answers.
      .catch(() => undefined);
  }

  #fail(): void {
    if (!this.#isClosed) this.#options.onFailed();
  }
}

function signalOf({ candidate, sdpMid, sdpMLineIndex }: RTCIceCandidate): CallSignal {
  return { kind: 'candidate', candidate, sdpMid, sdpMLineIndex };
}

async function keepSmall(sender: RTCRtpSender): Promise<void> {
  const parameters = sender.getParameters();
  const heightPx = sender.track?.getSettings().height ?? VIDEO_HEIGHT_PX;
  for (const encoding of parameters.encodings) {
    encoding.maxBitrate = VIDEO_BITS_PER_SECOND;
    encoding.scaleResolutionDownBy = Math.max(1, heightPx / VIDEO_HEIGHT_PX);
  }
  // Some browsers refuse this before both descriptions are set, after which it is done again.
  await sender.setParameters(parameters).catch(() => undefined);
}
