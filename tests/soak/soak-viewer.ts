import type { Page } from 'playwright-core';
import { BEAT_MS } from '../support/engines/chromium.js';
import { lipSyncOffsetsMs } from '../support/meters/judge-lip-sync.js';
import { latenciesMs } from '../support/meters/judge-picture.js';
import {
  type Meter,
  type PictureReading,
  type SoundReading,
  watchPicture,
  watchSound,
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
/** Every third picture is read; ten a second are enough to see and cost little. */
const EVERY_FRAMES = 3;

/** What a real page on a real player showed during one round. */
export interface SeenRound {
  /** Camera to screen. Left out when the layout of the round cannot be read. */
  glassMs?: number;
  /** Sound after picture. */
  lipSyncMs?: number;
  /** The longest time without a new frame. */
  standstillMs: number;
  /** The page had to be opened again by hand: nothing of ours should need that. */
  isReopened: boolean;
}

/** One viewer in a real browser with the meters on its player. */
export class SoakViewer {
  readonly #show: ShowUnderTest;
  #page: Page | undefined;
  #pictures: Meter<PictureReading> | undefined;
  #sounds: Meter<SoundReading> | undefined;

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
    const pictures = (this.#pictures?.readings.all ?? []).map(withReadableTileFirst);
    const sounds = [...(this.#sounds?.readings.all ?? [])];
    this.#pictures?.readings.clear();
    this.#sounds?.readings.clear();
    const isReopened = pictures.length === 0;
    if (isReopened) await this.#reopen();
    const glass = latenciesMs(pictures);
    const lipSync = lipSyncOffsetsMs(pictures, sounds, BEAT_MS);
    const times = pictures.map((each) => each.wallMs);
    const gaps = times.slice(1).map((wallMs, index) => wallMs - (times[index] ?? wallMs));
    return {
      ...(glass.length > 0 ? { glassMs: median(glass) } : {}),
      ...(lipSync.length > 0 ? { lipSyncMs: median(lipSync) } : {}),
      standstillMs: isReopened ? roundMs : Math.max(0, ...gaps),
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
    this.#pictures = await watchPicture(this.#page, VIEWER_VIDEO, {
      tiles: PLACES,
      everyFrames: EVERY_FRAMES,
    });
    this.#sounds = await watchSound(this.#page, VIEWER_VIDEO).catch(() => undefined);
  }
}

function withReadableTileFirst(reading: PictureReading): PictureReading {
  const readable = reading.tiles.find((tile) => tile.clock !== undefined);
  return readable ? { ...reading, tiles: [readable] } : reading;
}
