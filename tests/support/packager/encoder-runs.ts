import { silentLog } from '#kernel';
import { Packager, type PackagerEvents, type PackagerOptions, PROFILES } from '#packager';
import { ManualClock } from '../kernel/manual-clock.js';
import { FakeEncoder } from './fake-encoder.js';

export const ANCHOR_MS = 1_700_000_000_000;

/** A packager of two videos and audio, and the gaps that it publishes. */
export function openPackager(more: Partial<PackagerOptions> = {}) {
  const packager = Packager.create({
    showId: 'show_1',
    renditions: [
      { id: 'v720', kind: 'video', width: 1280, height: 720, frameRate: 30, targetBitrate: 2_000_000 },
      { id: 'v360', kind: 'video', width: 640, height: 360, frameRate: 30, targetBitrate: 600_000 },
      { id: 'a', kind: 'audio', targetBitrate: 128_000 },
    ],
    profile: PROFILES.low,
    anchorWallMs: ANCHOR_MS,
    clock: new ManualClock(ANCHOR_MS),
    log: silentLog,
    ...more,
  });
  const gaps: PackagerEvents['gap-published'][] = [];
  packager.events.on('gap-published', (gap) => gaps.push(gap));
  return { packager, gaps };
}

/** One run of an encoder on a rendition, fed up to a show time. */
export class EncoderRun {
  readonly #encoder: FakeEncoder;

  constructor(
    private readonly packager: Packager,
    private readonly renditionId: string,
    private readonly run: number,
    private readonly startSeconds: number,
    encoder = new FakeEncoder({ kind: renditionId === 'a' ? 'audio' : 'video' }),
  ) {
    this.#encoder = encoder;
    const perSecond = renditionId === 'a' ? 48_000 : 30;
    packager.runOpened({ renditionId, run, start: { units: startSeconds * perSecond, perSecond } });
    packager.bytes(renditionId, run, encoder.init);
  }

  feedTo(showSeconds: number): this {
    while (this.startSeconds + this.#encoder.seconds < showSeconds)
      this.packager.bytes(this.renditionId, this.run, this.#encoder.fragment());
    return this;
  }

  close(): void {
    this.packager.runClosed(this.renditionId, this.run);
  }
}

export const IDS = ['v720', 'v360', 'a'];

export function feedAll(runs: readonly EncoderRun[], from: number, to: number) {
  for (let seconds = from; seconds <= to; seconds += 0.5) for (const run of runs) run.feedTo(seconds);
}

export function openAll(packager: Packager, run: number, startSeconds: number) {
  return IDS.map((id) => new EncoderRun(packager, id, run, startSeconds));
}

export const playlistOf = (packager: Packager, id: string) => {
  const playlist = packager.playlist(id);
  if (!playlist) throw new Error(`${id} is not published`);
  return playlist;
};
