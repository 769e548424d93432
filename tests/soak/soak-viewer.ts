import type { Page } from 'playwright-core';
import { BEAT_MS } from '../support/engines/chromium.js';
import { lipSyncOffsetsMs } from '../support/meters/judge-lip-sync.js';
import { latenciesMs } from '../support/meters/judge-video.js';
import {
  type AudioReading,
  type Meter,
  type VideoReading,
  watchAudio,
  watchVideo,
} from '../support/meters/page-meters.js';
import { median } from '../support/meters/statistics.js';
import type { Area } from '../support/page/test-card.js';
import { type ShowUnderTest, VIEWER_VIDEO } from '../support/server/show-under-test.js';

/** Where a card may stand: alone, or one of two beside each other. Other layouts are not read. */
const PLACES: Area[] = [
  { x: 0, y: 0, width: 1, height: 1 },
  { x: 0, y: 0.25, width: 0.5, height: 0.5 },
  { x: 0.5, y: 0.25, width: 0.5, height: 0.5 },
];
/** Every third frame is read; ten a second are enough to see and cost little. */
const EVERY_FRAMES = 3;

/** What a real page on a real player showed during one round. */
export interface SeenRound {
  /** Camera to screen. Left out when the layout of the round cannot be read. */
  glassMs?: number;
  /** Audio after video. */
  lipSyncMs?: number;
  /** The longest time without a new frame. */
  longestStallMs: number;
  /** The page had to be opened again by hand: nothing of ours should need that. */
  isReopened: boolean;
}

/** One viewer in a real browser with the meters on its player. */
export class SoakViewer {
  readonly #show: ShowUnderTest;
  #page: Page | undefined;
  #video: Meter<VideoReading> | undefined;
  #audio: Meter<AudioReading> | undefined;

  static async open(show: ShowUnderTest): Promise<SoakViewer> {
    const viewer = new SoakViewer(show);
    await viewer.#open();
    return viewer;
  }

  private constructor(show: ShowUnderTest) {
    this.#show = show;
  }

  /** What came since the last look, judged; a page without a single frame in it is opened again. */
  async look(roundMs: number): Promise<SeenRound> {
    const video = (this.#video?.readings.all ?? []).map(withReadableTileFirst);
    const audio = [...(this.#audio?.readings.all ?? [])];
    this.#video?.readings.clear();
    this.#audio?.readings.clear();
    const isReopened = video.length === 0;
    if (isReopened) await this.#reopen();
    const glass = latenciesMs(video);
    const lipSync = lipSyncOffsetsMs(video, audio, BEAT_MS);
    const times = video.map((each) => each.wallMs);
    const gaps = times.slice(1).map((wallMs, index) => wallMs - (times[index] ?? wallMs));
    return {
      ...(glass.length > 0 ? { glassMs: median(glass) } : {}),
      ...(lipSync.length > 0 ? { lipSyncMs: median(lipSync) } : {}),
      longestStallMs: isReopened ? roundMs : Math.max(0, ...gaps),
      isReopened,
    };
  }

  async #reopen(): Promise<void> {
    await this.#page
      ?.context()
      .close()
      .catch(() => undefined);
    await this.#open().catch(() => undefined);
  }

  async #open(): Promise<void> {
    this.#page = await this.#show.openViewer();
    this.#video = await watchVideo(this.#page, VIEWER_VIDEO, {
      tiles: PLACES,
      everyFrames: EVERY_FRAMES,
    });
    this.#audio = await watchAudio(this.#page, VIEWER_VIDEO).catch(() => undefined);
  }
}

function withReadableTileFirst(reading: VideoReading): VideoReading {
  const readable = reading.tiles.find((tile) => tile.clock !== undefined);
  return readable ? { ...reading, tiles: [readable] } : reading;
}
