import { type Person, placeTiles, type Size, type Tile } from '#layout';
import type { Clips } from './clip/clips.js';
import type { Guest } from './guest.js';
import type { Stills } from './media/stills.js';
import { Glide } from './mix/layout/glide.js';
import { type Layout, layoutSchema } from './mix/layout/layout.js';
import type { PaintedTile } from './mix/painter.js';
import { drawLabel } from './overlay/label.js';
import type { Face } from './overlay/overlays.js';
import { drawPlaceholder } from './overlay/placeholder.js';
import type { Sprite } from './overlay/sprite.js';
import { SpriteCache } from './overlay/sprite-cache.js';
import type { ProgrammeParticipant } from './participant.js';
import type { ProgrammeEvent } from './programme-health.js';
import { decoderShape, type TileShape } from './source/tile-shape.js';
import type { VideoTrack } from './source/video-track.js';

export interface Placing {
  activeSpeaker: string | undefined;
  /** The lowest row that tiles may reach. */
  bottomPx: number;
}

/** A tile and the guest who is in it; nobody is in that of an image. */
export interface SceneTile {
  tile: Tile;
  guest: Guest | undefined;
}

export interface SceneMoment {
  /** The local time that this tick stands for. */
  localMs: number;
  nowMs: number;
  tickMs: number;
  labels: boolean;
  accent: string;
  face: Face;
}

type PersonTile = Tile & { source: 'camera' | 'screen' };

const idOf = (tile: Tile): string => `${tile.personId} ${tile.source}`;

/** Images and clips by their ids. */
export interface SceneMedia {
  stills: Stills;
  clips: Pick<Clips, 'has' | 'find'>;
}

/** Turns who is on stage and the layout of one format into tiles to paint. */
export class Scene {
  readonly #canvas: Size;
  readonly #stills: Stills;
  readonly #clips: SceneMedia['clips'];
  readonly #event: (event: ProgrammeEvent) => void;
  readonly #unit: number;
  readonly #glide = new Glide();
  readonly #labels = new SpriteCache(64);
  readonly #placeholders = new SpriteCache(32);
  readonly #visible = new Set<string>();
  #layout: Layout = layoutSchema.parse({});
  #lastStill: { id: string; sprite: Sprite } | undefined;
  #people: Person[] = [];
  #placing: Placing = { activeSpeaker: undefined, bottomPx: 0 };

  constructor(canvas: Size, { stills, clips }: SceneMedia, event: (event: ProgrammeEvent) => void) {
    this.#canvas = canvas;
    this.#stills = stills;
    this.#clips = clips;
    this.#event = event;
    this.#unit = Math.min(canvas.width, canvas.height) / 720;
  }

  get layout(): Layout {
    return this.#layout;
  }

  setLayout(layout: Layout): void {
    this.#layout = layout;
  }

  /** Tiles that shall be elsewhere are there with the next frame. */
  cut(): void {
    this.#glide.forget();
  }

  /** The image of this layout is drawn, or never will be. */
  isDrawn({ media, ...layout }: Layout): boolean {
    if (media === undefined) return true;
    if (this.#clips.has(media)) return this.#clips.find(media)?.isReady !== false;
    const tiles = this.#tilesOf(this.#people, { ...layout, media });
    return tiles.every((tile) => tile.source !== 'media' || this.#stills.isSettled(tile.personId, tile));
  }

  /** Tiles of a layout that is to come whose camera or screen is in no tile now: they are decoded already. */
  coming(layout: Layout, guests: readonly Guest[]): SceneTile[] {
    const shown = new Set(this.#tilesOf(this.#people).map(idOf));
    return this.#withGuests(this.#tilesOf(this.#people, layout), guests).filter(
      ({ tile }) => tile.source !== 'media' && !shown.has(idOf(tile)),
    );
  }

  /** Where everybody is at this moment. */
  place(guests: readonly Guest[], placing: Placing): SceneTile[] {
    this.#placing = placing;
    this.#people = guests.map((guest) => ({
      id: guest.id,
      sharesScreen: guest.video('screen')?.isLive ?? false,
    }));
    return this.#withGuests(this.#tilesOf(this.#people), guests);
  }

  /** The tile that one more guest would get, so that a decoder for it can be waiting. */
  nextTile(): TileShape | undefined {
    const another = { id: '\u0000next', sharesScreen: false };
    return this.#tilesOf([...this.#people, another]).find(({ personId }) => personId === another.id);
  }

  paint(tiles: readonly SceneTile[], moment: SceneMoment): PaintedTile[] {
    const ids = new Set(tiles.map(({ tile }) => idOf(tile)));
    this.#glide.keepOnly(ids);
    // Who leaves and returns is new again.
    for (const id of this.#visible) if (!ids.has(id)) this.#visible.delete(id);
    return tiles.map(({ tile, guest }) =>
      guest && tile.source !== 'media'
        ? this.#paint(guest, { ...tile, source: tile.source }, moment)
        : this.#paintMedia(tile, moment),
    );
  }

  #withGuests(tiles: readonly Tile[], guests: readonly Guest[]): SceneTile[] {
    const byId = new Map(guests.map((guest) => [guest.id, guest]));
    return tiles.flatMap((tile) => {
      const guest = tile.source === 'media' ? undefined : byId.get(tile.personId);
      return guest || tile.source === 'media' ? [{ tile, guest }] : [];
    });
  }

  #tilesOf(people: readonly Person[], layout = this.#layout): Tile[] {
    const { activeSpeaker, bottomPx } = this.#placing;
    return placeTiles(people, layout, { width: this.#canvas.width, height: bottomPx }, activeSpeaker);
  }

  #paintMedia(tile: Tile, { localMs }: SceneMoment): PaintedTile {
    const clip = this.#clips.find(tile.personId);
    const video = clip?.file.video;
    return {
      rect: this.#glide.at(idOf(tile), tile, localMs, this.#layout.glide),
      fit: tile.fit,
      video: clip && video ? { track: clip, shape: { ...video, mode: 'exact' } } : undefined,
      placeholder: clip ? undefined : this.#still(tile),
      label: undefined,
      ...{ crop: clip ? tile.crop : undefined, opacity: tile.opacity, key: tile.key },
    };
  }

  /** While a tile has another size than before, the drawing for the size before is there. */
  #still(tile: Tile): Sprite | undefined {
    const sprite = this.#stills.find(tile.personId, tile);
    if (sprite) this.#lastStill = { id: tile.personId, sprite };
    return sprite ?? (this.#lastStill?.id === tile.personId ? this.#lastStill.sprite : undefined);
  }

  #paint(guest: Guest, tile: PersonTile, moment: SceneMoment): PaintedTile {
    const participant = guest.participant as ProgrammeParticipant;
    const track = guest.video(tile.source);
    const isVisible =
      track !== undefined && !isOff(participant, tile.source) && this.#choose(guest, track, moment);
    this.#notice(tile, isVisible);
    const rect = this.#glide.at(idOf(tile), tile, moment.localMs, this.#layout.glide);
    return {
      rect,
      fit: tile.fit,
      video: isVisible ? { track, shape: decoderShape(tile, track.content) } : undefined,
      placeholder: isVisible ? undefined : this.#placeholder(participant, tile),
      label: moment.labels && tile.source === 'camera' ? this.#label(participant, tile, moment) : undefined,
      ...{ opacity: tile.opacity, key: tile.key },
    };
  }

  #choose(guest: Guest, track: VideoTrack, { localMs, nowMs, tickMs }: SceneMoment): boolean {
    // A frame belongs to the tick that it is nearest to.
    const rtpTime = guest.syncOf(track.opening.source).playedAt(track.timing, localMs + tickMs / 2);
    return track.choose(rtpTime, nowMs);
  }

  #notice(tile: PersonTile, isVisible: boolean): void {
    const id = idOf(tile);
    if (isVisible === this.#visible.has(id)) return;
    if (isVisible) this.#visible.add(id);
    else this.#visible.delete(id);
    const kind = isVisible ? 'video-began' : 'video-lost';
    this.#event({ kind, participantId: tile.personId, source: tile.source });
  }

  #placeholder(participant: ProgrammeParticipant, { width, height }: Tile): Sprite {
    const key = `${width}x${height} ${participant.name}`;
    return this.#placeholders.get(key, () => drawPlaceholder(participant.name, width, height));
  }

  #label(
    { name, muted, weakConnection }: ProgrammeParticipant,
    tile: Tile,
    { accent, face }: SceneMoment,
  ): Sprite {
    const key = `${tile.width} ${muted} ${weakConnection} ${accent} ${face} ${name}`;
    return this.#labels.get(key, () =>
      drawLabel({ name, muted, weakConnection, accent, face }, tile.width, this.#unit),
    );
  }
}

/** The participant turned the camera off: what still comes of it is not shown. */
export const isOff = (participant: ProgrammeParticipant | undefined, source: string): boolean =>
  source === 'camera' && (participant?.cameraOff ?? false);

/** Its video can be shown, or none will come. */
export function hasVideo({ tile, guest }: SceneTile): boolean {
  if (!guest || tile.source === 'media' || isOff(guest.participant, tile.source)) return true;
  const track = guest.video(tile.source);
  return !track?.isLive || track.hasFrame;
}
