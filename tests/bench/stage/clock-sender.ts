import { Child, systemClock } from '#kernel';
import { type ClockFilm, clockFilm, FILM_MS, type FilmTag } from './clock-film.js';

const LOOK_EVERY_MS = 4;
/** A muxer holds a frame of video until it has audio of that time. */
const AUDIO_AHEAD_MS = 45;

/** The bytes of a tag at another time, as FLV has it: 24 bits and, apart, the highest eight. */
function at({ bytes }: FilmTag, ms: number): Buffer {
  const moved = Buffer.from(bytes);
  moved.writeUIntBE(ms & 0xff_ff_ff, 4, 3);
  moved.writeUInt8((ms >>> 24) & 0xff, 7);
  return moved;
}

/** One kind of the film's tags, over and over. */
class Reel {
  readonly #tags: readonly FilmTag[];
  readonly #aheadMs: number;
  #sent = 0;

  constructor(tags: readonly FilmTag[], aheadMs: number) {
    this.#tags = tags;
    this.#aheadMs = aheadMs;
  }

  /** What is due by now. */
  *due(nowMs: number): Generator<Buffer> {
    for (;;) {
      const tag = this.#tags[this.#sent % this.#tags.length];
      if (!tag) return;
      const ms = Math.floor(this.#sent / this.#tags.length) * FILM_MS + tag.atMs;
      if (ms - this.#aheadMs > nowMs) return;
      this.#sent += 1;
      yield at(tag, Math.round(ms));
    }
  }
}

/**
 * A camera and a microphone of 720p by RTMP that cost a hundredth of a core: each frame was encoded before, leaves when
 * the clock that it shows says so, and tells by that how old it is wherever it is seen.
 */
export class ClockSender {
  readonly #child: Child;
  readonly #cancel: () => void;
  readonly #zeroWallMs = systemClock.wallMs();

  private constructor(film: ClockFilm, rtmpUrl: string) {
    this.#child = new Child({
      name: 'clock sender',
      command: 'ffmpeg',
      args: [
        ...['-v', 'error', '-probesize', '100000', '-analyzeduration', '0', '-f', 'flv', '-i', 'pipe:0'],
        ...['-c', 'copy', '-flush_packets', '1', '-f', 'flv', rtmpUrl],
      ],
      clock: systemClock,
      graceMs: 500,
    });
    const reels = [new Reel(film.audio, AUDIO_AHEAD_MS), new Reel(film.video, 0)];
    this.#child.stdin.write(film.head);
    this.#cancel = systemClock.every(LOOK_EVERY_MS, () => {
      const nowMs = systemClock.wallMs() - this.#zeroWallMs;
      for (const reel of reels) for (const bytes of reel.due(nowMs)) this.#child.stdin.write(bytes);
    });
  }

  static async start(rtmpUrl: string): Promise<ClockSender> {
    return new ClockSender(await clockFilm(), rtmpUrl);
  }

  /** How long ago the frame left that shows this clock; one older than the film is long is taken for a younger one. */
  ageMs(clock: number, wallMs: number): number {
    const age = (wallMs - this.#zeroWallMs - clock) % FILM_MS;
    return age < 0 ? age + FILM_MS : age;
  }

  async stop(): Promise<void> {
    this.#cancel();
    this.#child.signal('SIGINT');
    await this.#child.stop();
  }
}
