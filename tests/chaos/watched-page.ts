import type { Page } from 'playwright-core';
import {
  type AudioReading,
  type Meter,
  type VideoReading,
  watchAudio,
  watchVideo,
} from '../support/meters/page-meters.js';
import { ageMs } from '../support/page/bar-code.js';
import type { Area } from '../support/page/test-card.js';
import { type Damage, damageOf } from './damage.js';

/** The host's card alone, or one of two beside each other. */
export const PLACES: Area[] = [
  { x: 0, y: 0, width: 1, height: 1 },
  { x: 0, y: 0.25, width: 0.5, height: 0.5 },
  { x: 0.5, y: 0.25, width: 0.5, height: 0.5 },
];
const SHOWN_WITHIN_MS = 40_000;
const SAID_WITHIN_MS = 500;
/** A strike at all processes of a node takes some milliseconds. */
const STRIKE_MS = 100;

export interface WatchedPart {
  page: Page;
  /** The video and the element that carries the audio. */
  video: string;
  audio: string;
  toneHz: number;
  /** Whether this ground is that of the card that is meant. */
  isMeant(ground: readonly number[]): boolean;
}

/** One person's page under a fault: what it showed, what could be heard, and what it said in words. */
export class WatchedPage {
  readonly #part: WatchedPart;
  readonly #video: Meter<VideoReading>;
  readonly #audio: Meter<AudioReading>;
  readonly #said = new Set<string>();

  static async open(who: string, part: WatchedPart): Promise<WatchedPage> {
    const video = await watchVideo(part.page, part.video, { tiles: PLACES, everyFrames: 2 });
    await video.readings.until(`the show at the ${who}`, SHOWN_WITHIN_MS, (all) =>
      all.find((each) => each.tiles.some((tile) => tile.clock !== undefined)),
    );
    const audio = await watchAudio(part.page, part.audio, { tonesHz: [part.toneHz] });
    return new WatchedPage(part, video, audio);
  }

  private constructor(part: WatchedPart, video: Meter<VideoReading>, audio: Meter<AudioReading>) {
    this.#part = part;
    this.#video = video;
    this.#audio = audio;
  }

  get said(): string[] {
    return [...this.#said];
  }

  /** What was before is of no account to what comes. */
  forget(): void {
    this.#video.readings.clear();
    this.#audio.readings.clear();
    this.#said.clear();
  }

  damage(struckWallMs: number, untilWallMs: number): Damage {
    const video = this.#video.readings.all.map((each) => this.#meantFirst(each));
    return damageOf(video, this.#audio.readings.all, struckWallMs, untilWallMs);
  }

  /** How long after the fault the first moment was shown that the camera filmed after it. */
  async backAfterMs(who: string, struckWallMs: number, withinMs: number): Promise<number> {
    const isNew = ({ wallMs, tiles: [tile] }: VideoReading) =>
      tile?.clock !== undefined && wallMs - ageMs(tile.clock, wallMs) > struckWallMs + STRIKE_MS;
    const { wallMs } = await this.#video.readings.until(`the show again at the ${who}`, withinMs, (all) =>
      all.find((each) => each.wallMs > struckWallMs && isNew(this.#meantFirst(each))),
    );
    return wallMs - struckWallMs;
  }

  /** The page as it stands: the first thing to look at when it did not recover. */
  async keepScreenshot(path: string): Promise<void> {
    await this.#part.page.screenshot({ path });
  }

  /** Notes what the page tells its person at this moment. */
  async listen(): Promise<void> {
    const { page } = this.#part;
    const texts = page.getByRole('status').or(page.getByRole('alert')).allInnerTexts();
    const late = page.waitForTimeout(SAID_WITHIN_MS).then((): string[] => []);
    for (const text of await Promise.race([texts, late]).catch((): string[] => []))
      if (text.trim() !== '') this.#said.add(text.trim().replaceAll(/\s+/g, ' '));
  }

  #meantFirst(reading: VideoReading): VideoReading {
    const { tiles } = reading;
    const found = tiles.find(({ clock, ground }) => clock !== undefined && this.#part.isMeant(ground));
    // A card that cannot be read is no card: only the place is kept.
    const { clock: _clock, ...blank } = tiles[0] ?? {
      ground: [0, 0, 0],
      patches: {},
      flash: false,
      meanLuma: 0,
    };
    return { ...reading, tiles: [found ?? (blank as (typeof tiles)[number])] };
  }
}
