import { systemClock } from '#kernel';
import { hlsFetch } from './hls-client.js';

export interface PlaylistReading {
  atMs: number;
  status: number;
  /** How old a cache says that its copy is. */
  ageSeconds: number;
  /** Number of the last whole segment, and how many parts follow it. */
  sequence: number;
  parts: number;
  /** Wall clock of the last segment that says one. */
  programmeWallMs: number;
  /** The random part of media names: another one after each start of the server. */
  session: string;
}

const LOOK_EVERY_MS = 150;

function read(text: string): Pick<PlaylistReading, 'sequence' | 'parts' | 'programmeWallMs' | 'session'> {
  const first = Number(/#EXT-X-MEDIA-SEQUENCE:(\d+)/.exec(text)?.[1]);
  const pieces = text.split(/^#EXTINF:.*$/m);
  const [date = ''] = [...text.matchAll(/#EXT-X-PROGRAM-DATE-TIME:(\S+)/g)]
    .map(([, found]) => found)
    .slice(-1);
  const media = text.match(/[\w-]+(?=\/[\w-]+\/[\w.-]+\.m4s)/g)?.at(-1) ?? '';
  return {
    sequence: first + pieces.length - 2,
    parts: (pieces.at(-1)?.match(/#EXT-X-PART:/g) ?? []).length,
    programmeWallMs: Date.parse(date ?? ''),
    session: media,
  };
}

/** Looks at one media playlist again and again, as a player without low latency would, and remembers all it saw. */
export class PlaylistWatch {
  readonly looks: PlaylistReading[] = [];
  readonly #ending = new AbortController();
  readonly #done: Promise<void>;

  constructor(url: string) {
    this.#done = this.#run(url);
  }

  /** Where the programme is whole: the furthest that any answer said. */
  get good(): PlaylistReading[] {
    return this.looks.filter(({ status }) => status === 200);
  }

  /** The longest time without anything new, among looks from a moment on. */
  longestStallMs(fromMs: number): number {
    const seen = this.good.filter(({ atMs }) => atMs >= fromMs);
    let [longestMs, movedAtMs, last] = [0, fromMs, ''];
    for (const { atMs, sequence, parts } of seen) {
      const place = `${sequence}.${parts}`;
      if (place !== last) movedAtMs = atMs;
      last = place;
      longestMs = Math.max(longestMs, atMs - movedAtMs);
    }
    return Math.max(longestMs, systemClock.monotonicMs() - movedAtMs);
  }

  async close(): Promise<void> {
    this.#ending.abort();
    await this.#done;
  }

  async #run(url: string): Promise<void> {
    while (!this.#ending.signal.aborted) {
      const answer = await hlsFetch(url).catch(() => undefined);
      this.looks.push({
        atMs: systemClock.monotonicMs(),
        status: answer?.status ?? 0,
        ageSeconds: Number(answer?.headers.age ?? 0),
        ...read(answer?.status === 200 ? answer.body.toString('utf8') : ''),
      });
      await systemClock.sleep(LOOK_EVERY_MS, this.#ending.signal).catch(() => undefined);
    }
  }
}
