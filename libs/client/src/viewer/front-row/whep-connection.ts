import { StreamHealth } from './stream-health.js';

/** Why there is no session. */
export type WhepRefusal = 'full' | 'not-live' | 'refused' | 'unreachable';

export interface WhepConnectionOptions {
  url: string;
  signal: AbortSignal;
  /** Once, when it no longer plays. The stream stays as it is until `close`. */
  onLost(): void;
}

const READ_EVERY_MS = 250;
const ANSWER_WITHIN_MS = 8_000;
const OVER = ['failed', 'closed'];

/** One session of a page with the front row. */
export class WhepConnection {
  readonly stream: MediaStream;
  /** The wall clock at the programme's zero, by the server's clock. */
  readonly programmeStartMs: number | null;
  readonly #peer: RTCPeerConnection;
  readonly #location: string | null;
  readonly #onLost: () => void;
  readonly #health = new StreamHealth(performance.now());
  readonly #timer: ReturnType<typeof setInterval>;
  #networkS: number | null = null;
  #frames = 0;
  #isOver = false;
  #isClosed = false;

  static async open(options: WhepConnectionOptions): Promise<WhepConnection | WhepRefusal> {
    const peer = new RTCPeerConnection();
    try {
      const stream = new MediaStream();
      for (const kind of ['video', 'audio']) peer.addTransceiver(kind, { direction: 'recvonly' });
      peer.addEventListener('track', ({ track }) => stream.addTrack(track));
      const { sdp = '' } = await peer.createOffer();
      const offer = withStereo(sdp);
      await peer.setLocalDescription({ type: 'offer', sdp: offer });
      const [response, answer] = await post(options.url, offer, options.signal);
      const location = locationOf(response);
      if (response.status !== 201) {
        peer.close();
        // A server that answers with an offer of its own has opened a session for it.
        if (location) endSession(location);
        return refusalOf(response.status);
      }
      const connection = new WhepConnection(peer, stream, location, startOf(response), options.onLost);
      try {
        await peer.setRemoteDescription({ type: 'answer', sdp: answer });
        if (!options.signal.aborted) return connection;
      } catch {
        // Ended below.
      }
      connection.close();
      return 'unreachable';
    } catch {
      peer.close();
      return 'unreachable';
    }
  }

  private constructor(
    peer: RTCPeerConnection,
    stream: MediaStream,
    location: string | null,
    programmeStartMs: number | null,
    onLost: () => void,
  ) {
    this.#peer = peer;
    this.stream = stream;
    this.#location = location;
    this.programmeStartMs = programmeStartMs;
    this.#onLost = onLost;
    peer.addEventListener('connectionstatechange', () => {
      if (OVER.includes(peer.connectionState)) this.#lost();
    });
    this.#timer = setInterval(() => void this.#read(), READ_EVERY_MS);
  }

  /** At least one frame was decoded. */
  get hasFrame(): boolean {
    return this.#frames > 0;
  }

  /** The part of the latency that a browser knows by itself: half a round trip and its own buffer. */
  get networkS(): number | null {
    return this.#networkS;
  }

  /** May be called twice. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#isOver = true;
    clearInterval(this.#timer);
    this.#peer.close();
    if (this.#location) endSession(this.#location);
  }

  #lost(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearInterval(this.#timer);
    this.#onLost();
  }

  async #read(): Promise<void> {
    const found = summaryOf([...(await this.#peer.getStats()).values()]);
    if (this.#isOver) return;
    this.#frames = found.frames;
    this.#networkS = found.networkS;
    const nowMs = performance.now();
    if (!this.#health.step({ ...found, nowMs, isHidden: document.hidden })) this.#lost();
  }
}

/** Without it a browser mixes both channels into one. */
const withStereo = (sdp: string): string =>
  sdp.replace(/^(a=fmtp:\d+ .*useinbandfec=1)(?!.*stereo=1)/gm, '$1;stereo=1');

/** Read to its end within the time. */
async function post(url: string, sdp: string, signal: AbortSignal): Promise<[Response, string]> {
  const cut = new AbortController();
  const abort = () => cut.abort();
  const timer = setTimeout(abort, ANSWER_WITHIN_MS);
  signal.addEventListener('abort', abort, { once: true });
  try {
    const headers = { 'content-type': 'application/sdp' };
    const response = await fetch(url, { method: 'POST', headers, body: sdp, signal: cut.signal });
    return [response, await response.text()];
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

/** A session that is not ended ends by itself some seconds later. */
const endSession = (location: string): void =>
  void fetch(location, { method: 'DELETE', keepalive: true }).catch(() => {});

function locationOf({ headers, url }: Response): string | null {
  const location = headers.get('location');
  return location === null ? null : new URL(location, url).toString();
}

function startOf({ headers }: Response): number | null {
  const startMs = Number(headers.get('programme-start') ?? Number.NaN);
  return Number.isFinite(startMs) ? startMs : null;
}

function refusalOf(status: number): WhepRefusal {
  if (status === 409) return 'not-live';
  if (status === 429 || status === 503) return 'full';
  return status >= 500 ? 'unreachable' : 'refused';
}

interface Report {
  type: string;
  kind?: string;
  framesDecoded?: number;
  bytesReceived?: number;
  totalFreezesDuration?: number;
  jitterBufferDelay?: number;
  jitterBufferEmittedCount?: number;
  nominated?: boolean;
  currentRoundTripTime?: number;
}

function summaryOf(reports: readonly Report[]) {
  const video = reports.find(({ type, kind }) => type === 'inbound-rtp' && kind === 'video');
  const pair = reports.find(({ type, nominated }) => type === 'candidate-pair' && nominated === true);
  const emitted = video?.jitterBufferEmittedCount ?? 0;
  const bufferS = emitted > 0 ? (video?.jitterBufferDelay ?? 0) / emitted : null;
  return {
    frames: video?.framesDecoded ?? 0,
    bytes: video?.bytesReceived ?? 0,
    freezesS: video?.totalFreezesDuration ?? 0,
    networkS: bufferS === null ? null : bufferS + (pair?.currentRoundTripTime ?? 0) / 2,
  };
}
