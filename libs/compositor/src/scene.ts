import type { Guest } from './guest.js';
import { Glide } from './mix/layout/glide.js';
import { type Layout, layoutSchema, type Person, type Size, type Tile } from './mix/layout/layout.js';
import { placeTiles } from './mix/layout/place-tiles.js';
import type { PaintedTile } from './mix/painter.js';
import { drawLabel } from './overlay/label.js';
import { drawPlaceholder } from './overlay/placeholder.js';
import type { Sprite } from './overlay/sprite.js';
import { SpriteCache } from './overlay/sprite-cache.js';
import type { ProgrammeEvent } from './programme-health.js';
import type { Seat } from './seat.js';
import type { DecoderPool } from './source/decoder-pool.js';
import { containSize, type VideoTrack } from './source/video-track.js';

export interface SceneMoment {
  /** The local time that this tick stands for. */
  localMs: number;
  nowMs: number;
  tickMs: number;
  activeSpeaker: string | undefined;
  labels: boolean;
  accent: string;
  /** The lowest line that tiles may reach. */
  floor: number;
}

const idOf = (tile: Tile): string => `${tile.personId} ${tile.source}`;

/** Turns who is seated and what the host wishes into tiles to paint, and tells each track its size. */
export class Scene {
  readonly #canvas: Size;
  readonly #pool: DecoderPool;
  readonly #event: (event: ProgrammeEvent) => void;
  readonly #unit: number;
  readonly #glide = new Glide();
  readonly #labels = new SpriteCache(64);
  readonly #placeholders = new SpriteCache(32);
  readonly #visible = new Set<string>();
  #layout: Layout = layoutSchema.parse({});

  constructor(canvas: Size, pool: DecoderPool, event: (event: ProgrammeEvent) => void) {
    this.#canvas = canvas;
    this.#pool = pool;
    this.#event = event;
    this.#unit = Math.min(canvas.width, canvas.height) / 720;
  }

  get layout(): Layout {
    return this.#layout;
  }

  setLayout(layout: Layout): void {
    this.#layout = layout;
  }

  tiles(guests: readonly Guest[], moment: SceneMoment): PaintedTile[] {
    const people: Person[] = guests.map((guest) => ({
      id: guest.id,
      sharesScreen: guest.video('screen')?.isLive ?? false,
    }));
    const area = { width: this.#canvas.width, height: moment.floor };
    const tiles = placeTiles(people, this.#layout, area, moment.activeSpeaker);
    this.#assign(guests, tiles, moment.nowMs);
    this.#expectAnother(people, area, moment.activeSpeaker);
    const ids = new Set(tiles.map(idOf));
    this.#glide.keepOnly(ids);
    // Whoever left is new when they come back.
    for (const id of this.#visible) if (!ids.has(id)) this.#visible.delete(id);
    const byId = new Map(guests.map((guest) => [guest.id, guest]));
    return tiles.map((tile) => this.#paint(tile, byId.get(tile.personId) as Guest, moment));
  }

  /**
   * Every track learns its tile; those without one stop being decoded. Whoever has no decoder yet comes first: the one
   * that is warm is for them, while those whose tile only changes its size are seen meanwhile.
   */
  #assign(guests: readonly Guest[], tiles: readonly Tile[], nowMs: number): void {
    const all = guests.flatMap((guest) => [...guest.videos.values()].map((track) => ({ guest, track })));
    const [decoded, fresh] = [
      all.filter(({ track }) => track.isDecoded),
      all.filter(({ track }) => !track.isDecoded),
    ];
    for (const { guest, track } of [...fresh, ...decoded]) {
      const { source } = track.opening;
      const tile = tiles.find((one) => one.personId === guest.id && one.source === source);
      const isShown = tile && track === guest.video(tile.source) && !isOff(guest.seat, tile);
      track.show(isShown ? { width: tile.width, height: tile.height, fit: tile.fit } : undefined);
      track.review(nowMs);
    }
  }

  /** The tile that one more guest would get, so that a decoder for it can be waiting. */
  #expectAnother(people: readonly Person[], area: Size, activeSpeaker: string | undefined): void {
    const another = { id: '\u0000next', sharesScreen: false };
    const tiles = placeTiles([...people, another], this.#layout, area, activeSpeaker);
    const tile = tiles.find((one) => one.personId === another.id);
    if (!tile) return;
    if (tile.fit === 'fill') this.#pool.expect({ width: tile.width, height: tile.height, mode: 'fill' });
    else this.#pool.expect({ ...containSize(tile, { width: 16, height: 9 }), mode: 'exact' });
  }

  #paint(tile: Tile, guest: Guest, moment: SceneMoment): PaintedTile {
    const seat = guest.seat as Seat;
    const track = guest.video(tile.source);
    const picture = track && !isOff(seat, tile) ? this.#pick(guest, track, moment) : undefined;
    this.#notice(tile, picture !== undefined);
    const rect = this.#glide.at(idOf(tile), tile, moment.localMs, this.#layout.glide);
    return {
      rect,
      fit: tile.fit,
      picture,
      placeholder: picture ? undefined : this.#placeholder(seat, tile),
      label: moment.labels && tile.source === 'camera' ? this.#label(seat, tile, moment.accent) : undefined,
    };
  }

  #pick(guest: Guest, track: VideoTrack, { localMs, nowMs, tickMs }: SceneMoment) {
    // A picture belongs to the tick that it is nearest to.
    const rtpTime = guest.syncOf(track.opening.source).playedAt(track.timing, localMs + tickMs / 2);
    return track.pick(rtpTime, nowMs);
  }

  #notice(tile: Tile, isVisible: boolean): void {
    const id = idOf(tile);
    if (isVisible === this.#visible.has(id)) return;
    if (isVisible) this.#visible.add(id);
    else this.#visible.delete(id);
    const kind = isVisible ? 'picture-began' : 'picture-lost';
    this.#event({ kind, participantId: tile.personId, source: tile.source });
  }

  #placeholder(seat: Seat, { width, height }: Tile): Sprite {
    const key = `${width}x${height} ${seat.name}`;
    return this.#placeholders.get(key, () => drawPlaceholder(seat.name, width, height));
  }

  #label({ name, muted, weakConnection }: Seat, tile: Tile, accent: string): Sprite {
    const key = `${tile.width} ${muted} ${weakConnection} ${accent} ${name}`;
    return this.#labels.get(key, () =>
      drawLabel({ name, muted, weakConnection, accent }, tile.width, this.#unit),
    );
  }
}

const isOff = (seat: Seat | undefined, tile: Tile): boolean =>
  tile.source === 'camera' && (seat?.cameraOff ?? false);
