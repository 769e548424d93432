import { type Person, placeTiles, type Size, type Tile } from '#layout';
import type { Guest } from './guest.js';
import { Glide } from './mix/layout/glide.js';
import { type Layout, layoutSchema } from './mix/layout/layout.js';
import type { PaintedTile } from './mix/painter.js';
import { drawLabel } from './overlay/label.js';
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

/** A tile and the guest who is in it. */
export interface SceneTile {
  tile: Tile;
  guest: Guest;
}

export interface SceneMoment {
  /** The local time that this tick stands for. */
  localMs: number;
  nowMs: number;
  tickMs: number;
  labels: boolean;
  accent: string;
}

const idOf = (tile: Tile): string => `${tile.personId} ${tile.source}`;

/** Turns who is on stage and the layout of one format into tiles to paint. */
export class Scene {
  readonly #canvas: Size;
  readonly #event: (event: ProgrammeEvent) => void;
  readonly #unit: number;
  readonly #glide = new Glide();
  readonly #labels = new SpriteCache(64);
  readonly #placeholders = new SpriteCache(32);
  readonly #visible = new Set<string>();
  #layout: Layout = layoutSchema.parse({});
  #people: Person[] = [];
  #placing: Placing = { activeSpeaker: undefined, bottomPx: 0 };

  constructor(canvas: Size, event: (event: ProgrammeEvent) => void) {
    this.#canvas = canvas;
    this.#event = event;
    this.#unit = Math.min(canvas.width, canvas.height) / 720;
  }

  get layout(): Layout {
    return this.#layout;
  }

  setLayout(layout: Layout): void {
    this.#layout = layout;
  }

  /** Where everybody is at this moment. */
  place(guests: readonly Guest[], placing: Placing): SceneTile[] {
    this.#placing = placing;
    this.#people = guests.map((guest) => ({
      id: guest.id,
      sharesScreen: guest.video('screen')?.isLive ?? false,
    }));
    const byId = new Map(guests.map((guest) => [guest.id, guest]));
    return this.#tilesOf(this.#people).flatMap((tile) => {
      const guest = byId.get(tile.personId);
      return guest ? [{ tile, guest }] : [];
    });
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
    return tiles.map((tile) => this.#paint(tile, moment));
  }

  #tilesOf(people: readonly Person[]): Tile[] {
    const { activeSpeaker, bottomPx } = this.#placing;
    return placeTiles(people, this.#layout, { width: this.#canvas.width, height: bottomPx }, activeSpeaker);
  }

  #paint({ tile, guest }: SceneTile, moment: SceneMoment): PaintedTile {
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
      label:
        moment.labels && tile.source === 'camera' ? this.#label(participant, tile, moment.accent) : undefined,
    };
  }

  #choose(guest: Guest, track: VideoTrack, { localMs, nowMs, tickMs }: SceneMoment): boolean {
    // A frame belongs to the tick that it is nearest to.
    const rtpTime = guest.syncOf(track.opening.source).playedAt(track.timing, localMs + tickMs / 2);
    return track.choose(rtpTime, nowMs);
  }

  #notice(tile: Tile, isVisible: boolean): void {
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

  #label({ name, muted, weakConnection }: ProgrammeParticipant, tile: Tile, accent: string): Sprite {
    const key = `${tile.width} ${muted} ${weakConnection} ${accent} ${name}`;
    return this.#labels.get(key, () =>
      drawLabel({ name, muted, weakConnection, accent }, tile.width, this.#unit),
    );
  }
}

/** The participant turned the camera off: what still comes of it is not shown. */
export const isOff = (participant: ProgrammeParticipant | undefined, source: string): boolean =>
  source === 'camera' && (participant?.cameraOff ?? false);
