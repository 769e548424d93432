import { spawn } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { parseMediaPlaylist, parseTrackInit } from '#media';
import { OnsetFinder } from '../compositor/onsets.js';
import { temporaryFolder } from '../kernel/temporary-folder.js';
import { startSecondsOf } from './delivered-segments.js';
import { hlsFetch } from './hls-client.js';

const RATE_HZ = 16_000;
const LOUD = 3_000;
/** Less is the swing of a tone. */
const QUIET_SAMPLES = RATE_HZ / 4;
const SAME_TICKS = 2;

/** Keeps the audio of a show as it is delivered, and says when its beeps begin. */
export class DeliveredBeeps {
  /** Wall clock at show time zero, as the playlist dates its media. */
  anchorMs = Number.NaN;
  /** Segments that do not begin where the one before ended. */
  gaps = 0;
  readonly #url: string;
  readonly #folder = temporaryFolder();
  readonly #file: WriteStream;
  readonly #ending = new AbortController();
  readonly #done: Promise<void>;
  #startSeconds = Number.NaN;

  /** Resolves once the first segment is here. */
  static async follow(url: string): Promise<DeliveredBeeps> {
    let begun: () => void = () => undefined;
    const first = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const beeps = new DeliveredBeeps(url, () => begun());
    await Promise.race([first, beeps.#done]);
    return beeps;
  }

  private constructor(url: string, onBegun: () => void) {
    this.#url = url;
    this.#file = createWriteStream(join(this.#folder.path, 'audio.mp4'));
    this.#done = this.#run(onBegun).catch((error) => {
      if (!this.#ending.signal.aborted) throw error;
    });
    this.#done.catch(() => undefined);
  }

  /** On the wall clock, of all that came so far. */
  async begunMs(): Promise<number[]> {
    const finder = new OnsetFinder(QUIET_SAMPLES);
    const path = join(this.#folder.path, 'audio.mp4');
    const decoding = ['-v', 'error', '-i', path, '-f', 's16le', '-ar', `${RATE_HZ}`, '-ac', '1', '-'];
    const child = spawn('ffmpeg', decoding, { stdio: ['ignore', 'pipe', 'ignore'] });
    let rest = Buffer.alloc(0);
    for await (const chunk of child.stdout) {
      const bytes = Buffer.concat([rest, chunk as Buffer]);
      const whole = bytes.length - (bytes.length % 2);
      for (let at = 0; at < whole; at += 2) finder.push(Math.abs(bytes.readInt16LE(at)) > LOUD);
      rest = bytes.subarray(whole);
    }
    return finder.found.map((at) => this.anchorMs + (this.#startSeconds + at / RATE_HZ) * 1_000);
  }

  async close(): Promise<void> {
    this.#ending.abort();
    await this.#done.catch(() => undefined);
    await new Promise((resolve) => this.#file.end(resolve));
    this.#folder.remove();
  }

  async #run(onBegun: () => void): Promise<void> {
    let next: number | undefined;
    let endTicks: number | undefined;
    for (;;) {
      const answer = await this.#bytes(next === undefined ? this.#url : `${this.#url}?_HLS_msn=${next}`);
      const playlist = parseMediaPlaylist(answer.toString());
      next ??= playlist.mediaSequence;
      for (const segment of playlist.segments.slice(Math.max(0, next - playlist.mediaSequence))) {
        const map = await this.#bytes(segment.mapUri ?? '');
        const init = parseTrackInit(map);
        const bytes = await this.#bytes(segment.uri);
        const startTicks = Math.round(startSecondsOf(map, bytes) * init.timescaleHz);
        if (endTicks === undefined) {
          this.#startSeconds = startTicks / init.timescaleHz;
          this.anchorMs = (segment.programDateTimeMs ?? Number.NaN) - this.#startSeconds * 1_000;
          this.#file.write(map);
        } else if (Math.abs(startTicks - endTicks) > SAME_TICKS) this.gaps += 1;
        endTicks = startTicks + Math.round(segment.durationSeconds * init.timescaleHz);
        this.#file.write(bytes);
        next += 1;
        onBegun();
      }
      if (playlist.ended) return;
    }
  }

  async #bytes(uri: string): Promise<Buffer> {
    const { status, body } = await hlsFetch(new URL(uri, this.#url).href, { signal: this.#ending.signal });
    if (status !== 200) throw new Error(`${uri}: ${status}`);
    return body;
  }
}
