import { type Rect, safeAreas } from '#layout';
import type { Stills } from '../media/stills.js';
import type { PlacedSprite } from '../mix/painter.js';
import { type BurnedCaption, BurnedCaptions, drawCaptions } from './burned-captions.js';
import { countdownText, drawCountdown } from './countdown.js';
import { drawLogo } from './image-file.js';
import { drawTickerBand, drawTickerText, drawTitle, tickerHeight, tickerX } from './lower-third.js';
import { type Overlays, overlaysSchema, type Slate } from './overlays.js';
import { drawSlate, drawSlateRunner, slateTrack } from './slate.js';
import type { Sprite } from './sprite.js';
import { SpriteCache } from './sprite-cache.js';
import { TitleMotion } from './title-motion.js';

export interface OverlayMoment {
  wallMs: number;
  /** Since the programme began. */
  elapsedMs: number;
}

const even = (value: number): number => Math.round(value / 2) * 2;
/** The light crosses the slate's track in this time. */
const RUNNER_MS = 2_400;

/** Knows what lies over the tiles, and draws each piece once. */
export class FormatOverlays {
  readonly #width: number;
  readonly #height: number;
  readonly #unit: number;
  /** What is to be read stays in it. */
  readonly #safe: Rect;
  readonly #stills: Pick<Stills, 'find'>;
  readonly #cache = new SpriteCache(24);
  readonly #captions = new BurnedCaptions();
  readonly #titleMotion = new TitleMotion();
  #overlays: Overlays = overlaysSchema.parse({});
  #slate: Slate | undefined;
  #logo: Sprite | undefined;
  #logoOf: Uint8Array | undefined;
  #tickerSinceMs: number | undefined;

  constructor(width: number, height: number, stills: Pick<Stills, 'find'>) {
    this.#width = width;
    this.#height = height;
    this.#stills = stills;
    this.#unit = Math.min(width, height) / 720;
    this.#safe = safeAreas({ width, height }).title;
  }

  get overlays(): Overlays {
    return this.#overlays;
  }

  get slate(): Slate | undefined {
    return this.#slate;
  }

  /** Rejects when the logo is no image; everything else is shown all the same. `ofScene`: with the frame of a scene change. */
  async setOverlays(overlays: Overlays, ofScene = false): Promise<void> {
    this.#titleMotion.set(overlays.title, !ofScene);
    if (overlays.ticker?.text !== this.#overlays.ticker?.text) this.#tickerSinceMs = undefined;
    this.#overlays = overlays;
    const file = overlays.logo?.image;
    if (!file) this.#logo = undefined;
    if (!file || file === this.#logoOf) return;
    this.#logoOf = file;
    const logo = await drawLogo(file, this.#width, this.#height);
    if (this.#overlays.logo?.image === file) this.#logo = logo;
  }

  setSlate(slate: Slate | undefined): void {
    this.#slate = slate;
  }

  /** `atMs`: the programme's time with which it can be seen first. */
  putCaption(caption: BurnedCaption, atMs: number): void {
    this.#captions.put(caption, atMs);
  }

  /** From back to front. */
  placed(moment: OverlayMoment): PlacedSprite[] {
    return this.#slate ? this.#slatePieces(this.#slate, moment) : this.#pieces(moment);
  }

  #pieces(moment: OverlayMoment): PlacedSprite[] {
    return [
      ...this.#frame(),
      ...this.#title(moment),
      ...this.#ticker(moment),
      ...this.#logoPiece(),
      ...this.#countdown(moment),
      ...this.#captionPiece(moment),
    ];
  }

  #frame(): PlacedSprite[] {
    const { frame } = this.#overlays;
    const size = { width: this.#width, height: this.#height };
    const sprite = frame === undefined ? undefined : this.#stills.find(frame, size);
    if (!sprite) return [];
    return [{ sprite, x: even((size.width - sprite.width) / 2), y: even((size.height - sprite.height) / 2) }];
  }

  get #right(): number {
    return this.#safe.x + this.#safe.width;
  }

  /** Above a ticker too, as far from it as from the edge of a wide canvas. */
  get #bottom(): number {
    const edge = this.#overlays.ticker ? this.bottomPx - even(28 * this.#unit) : this.#height;
    return Math.min(edge, this.#safe.y + this.#safe.height);
  }

  /** Where the tiles end: a ticker's band is not painted over faces. */
  get bottomPx(): number {
    return this.#height - (this.#overlays.ticker ? tickerHeight(this.#unit) : 0);
  }

  #title({ elapsedMs }: OverlayMoment): PlacedSprite[] {
    const { accent, font } = this.#overlays;
    const moving = this.#titleMotion.at(elapsedMs);
    if (!moving) return [];
    const { title, share } = moving;
    const key = `title ${accent} ${font} ${title.text}\n${title.subtitle}`;
    const sprite = this.#cache.get(key, () => drawTitle(title, { accent, font }, this.#width, this.#unit));
    const x = this.#safe.x - even((this.#safe.x + sprite.width) * (1 - share));
    return [{ sprite, x, y: even(this.#bottom - sprite.height) }];
  }

  #ticker({ elapsedMs }: OverlayMoment): PlacedSprite[] {
    const { ticker, accent, font } = this.#overlays;
    if (!ticker) return [];
    this.#tickerSinceMs ??= elapsedMs;
    const band = this.#cache.get(`band ${accent}`, () => drawTickerBand(accent, this.#width, this.#unit));
    const text = this.#cache.get(`ticker ${font} ${ticker.text}`, () =>
      drawTickerText(ticker.text, font, this.#unit),
    );
    const y = even(this.#height - band.height);
    const x = tickerX(elapsedMs - this.#tickerSinceMs, this.#width, text.width);
    return [
      { sprite: band, x: 0, y },
      { sprite: text, x, y },
    ];
  }

  #logoPiece(): PlacedSprite[] {
    const corner = this.#overlays.logo?.corner;
    if (!this.#logo || !corner) return [];
    const x = corner.endsWith('left') ? this.#safe.x : this.#right - this.#logo.width;
    const y = corner.startsWith('top') ? this.#safe.y : this.#bottom - this.#logo.height;
    return [{ sprite: this.#logo, x: even(x), y: even(y) }];
  }

  #countdown({ wallMs }: OverlayMoment): PlacedSprite[] {
    const { countdown, logo, font: face } = this.#overlays;
    if (!countdown) return [];
    const text = countdownText(countdown.endsAtWallMs, wallMs);
    const sprite = this.#cache.get(`count ${face} ${countdown.label}\n${text}`, () =>
      drawCountdown(text, countdown.label, { unit: this.#unit, isLarge: false, face }),
    );
    const isLeft = logo?.corner === 'top-right';
    const x = isLeft ? this.#safe.x : this.#right - sprite.width;
    return [{ sprite, x: even(x), y: this.#safe.y }];
  }

  /** In the middle, above everything that stands at the bottom. */
  #captionPiece(moment: OverlayMoment): PlacedSprite[] {
    const paragraphs = this.#captions.at(moment.wallMs);
    if (paragraphs.length === 0) return [];
    const { font: face } = this.#overlays;
    const sprite = this.#cache.get(`captions ${face} ${paragraphs.join('\n')}`, () =>
      drawCaptions(paragraphs, face, this.#width, this.#unit),
    );
    const [title] = this.#title(moment);
    const y = (title ? title.y - even(16 * this.#unit) : this.#bottom) - sprite.height;
    return [{ sprite, x: even((this.#width - sprite.width) / 2), y: even(Math.max(0, y)) }];
  }

  #slatePieces(slate: Slate, { wallMs, elapsedMs }: OverlayMoment): PlacedSprite[] {
    const { accent, font: face, language } = this.#overlays;
    const brand = { accent, face, language };
    const key = `slate ${Object.values(brand).join(' ')} ${slate.kind} ${slate.title ?? ''}\n${slate.text}`;
    const ground = this.#cache.get(key, () => drawSlate(slate, brand, this.#width, this.#height));
    const track = slateTrack(this.#width, this.#height);
    const runner = this.#cache.get(`runner ${accent}`, () => drawSlateRunner(track, accent));
    const way = (1 - Math.cos((elapsedMs / RUNNER_MS) * Math.PI)) / 2;
    const pieces = [
      { sprite: ground, x: 0, y: 0 },
      ...this.#slateLogo(),
      { sprite: runner, x: even(track.x + (track.width - runner.width) * way), y: track.y },
    ];
    if (slate.endsAtWallMs === undefined) return pieces;
    const text = countdownText(slate.endsAtWallMs, wallMs);
    const clock = this.#cache.get(`slate count ${face} ${text}`, () =>
      drawCountdown(text, '', { unit: this.#unit, isLarge: true, face }),
    );
    const x = even((this.#width - clock.width) / 2);
    return [...pieces, { sprite: clock, x, y: even(track.y + 24 * this.#unit) }];
  }

  /** In the middle, above the words. */
  #slateLogo(): PlacedSprite[] {
    const sprite = this.#logo;
    if (!sprite) return [];
    const middle = this.#height * 0.27;
    return [{ sprite, x: even((this.#width - sprite.width) / 2), y: even(middle - sprite.height / 2) }];
  }
}
