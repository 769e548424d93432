import { frameAgeMs, frameMomentMs } from './frame-age.js';
import { WhepConnection, type WhepRefusal } from './whep-connection.js';

export interface FrontRowPlayerOptions {
  url: string;
  /** An element over that of the HLS stream, not seen yet; removed at the end. */
  createVideo(): HTMLVideoElement;
  /** Milliseconds to add to this machine's clock to get the server's; null while unknown. */
  clockOffsetMs(): number | null;
  signal: AbortSignal;
  onReady(): void;
  onLost(): void;
}

export interface Latency {
  seconds: number;
  /** By what the browser knows of the network alone. */
  isAbout: boolean;
}

export interface Audio {
  muted: boolean;
  volume: number;
}

const READ_EVERY_MS = 100;
const SAMPLE_EVERY_MS = 500;
/** An age that was read longer ago says nothing of now. */
const FRESH_MS = 3_000;
/** From here on the element has a frame to show. */
const HAS_FRAME = 2;

/** The element of the front row and the connection that feeds it: silent and unseen until it is shown. */
export class FrontRowPlayer {
  readonly video: HTMLVideoElement;
  readonly #connection: WhepConnection;
  readonly #options: FrontRowPlayerOptions;
  #timer: ReturnType<typeof setInterval>;
  #age = { seconds: 0, readMs: Number.NEGATIVE_INFINITY };
  /** Of the last frame that was read: its moment in the programme, and when it was shown. */
  #frame = { programmeMs: 0, shownMs: Number.NEGATIVE_INFINITY };

  static async open(options: FrontRowPlayerOptions): Promise<FrontRowPlayer | WhepRefusal> {
    const { url, signal, onLost } = options;
    const connection = await WhepConnection.open({ url, signal, onLost });
    return typeof connection === 'string' ? connection : new FrontRowPlayer(options, connection);
  }

  private constructor(options: FrontRowPlayerOptions, connection: WhepConnection) {
    this.#options = options;
    this.#connection = connection;
    this.video = options.createVideo();
    this.video.muted = true;
    this.video.srcObject = connection.stream;
    void this.video.play().catch(() => {});
    this.#timer = setInterval(() => this.#read(), READ_EVERY_MS);
  }

  get latency(): Latency | null {
    if (performance.now() - this.#age.readMs < FRESH_MS)
      return { seconds: this.#age.seconds, isAbout: false };
    const { networkS } = this.#connection;
    return networkS === null ? null : { seconds: networkS, isAbout: true };
  }

  /** The moment of the programme that is on the screen; null where the browser tells no frame's time stamp. */
  get programmeMs(): number | null {
    const { programmeMs, shownMs } = this.#frame;
    const sinceMs = performance.now() - shownMs;
    return sinceMs < FRESH_MS ? programmeMs + sinceMs : null;
  }

  /** With its audio; false where the browser does not allow that. */
  async show(audio: Audio): Promise<boolean> {
    this.hear(audio);
    try {
      await this.video.play();
    } catch {
      this.video.muted = true;
      return false;
    }
    this.video.dataset.shown = '';
    return true;
  }

  hear({ muted, volume }: Audio): void {
    this.video.volume = volume;
    this.video.muted = muted;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#connection.close();
    this.video.srcObject = null;
    this.video.remove();
  }

  #read(): void {
    const { readyState, videoWidth } = this.video;
    if (!this.#connection.hasFrame || readyState < HAS_FRAME || videoWidth === 0) return;
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#sample(), SAMPLE_EVERY_MS);
    this.#sample();
    this.#options.onReady();
  }

  /** Reads the age of the next frame that is shown; browsers without its time stamp give none. */
  #sample(): void {
    const { programmeStartMs } = this.#connection;
    if (programmeStartMs === null || !('requestVideoFrameCallback' in this.video)) return;
    this.video.requestVideoFrameCallback((_nowMs, { rtpTimestamp, expectedDisplayTime }) => {
      const offsetMs = this.#options.clockOffsetMs();
      if (rtpTimestamp === undefined) return;
      const programmeMs = frameMomentMs(rtpTimestamp, programmeStartMs, Date.now() + (offsetMs ?? 0));
      this.#frame = { programmeMs, shownMs: expectedDisplayTime };
      if (offsetMs === null) return;
      const ageMs = frameAgeMs(rtpTimestamp, programmeStartMs, Date.now() + offsetMs);
      this.#age = { seconds: ageMs / 1_000, readMs: performance.now() };
    });
  }
}
