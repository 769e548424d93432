import type { Guest } from './guest.js';
import { isOff, type SceneTile } from './scene.js';
import type { DecoderPool } from './source/decoder-pool.js';
import { decoderShape, type TileShape } from './source/tile-shape.js';

/**
 * Every track learns the tiles that show it, in all formats at once: one decoder serves them all, and a track without a
 * tile is not decoded. Tracks without a decoder come first: the decoder that is warm is for them, while those whose
 * tiles only change size are still seen.
 */
export function assignTiles(
  guests: readonly Guest[],
  formats: readonly (readonly SceneTile[])[],
  nowMs: number,
): void {
  const all = guests.flatMap((guest) => [...guest.videos.values()].map((track) => ({ guest, track })));
  const fresh = all.filter(({ track }) => !track.isDecoded);
  const decoded = all.filter(({ track }) => track.isDecoded);
  for (const { guest, track } of [...fresh, ...decoded]) {
    const { source } = track.opening;
    const isShown =
      track === guest.video(source === 'screen' ? 'screen' : 'camera') && !isOff(guest.participant, source);
    const tiles = isShown ? formats.flatMap((placed) => tilesOf(placed, guest.id, source)) : [];
    track.show(tiles);
    track.review(nowMs);
  }
}

const tilesOf = (placed: readonly SceneTile[], personId: string, source: string): TileShape[] =>
  placed.flatMap(({ tile }) =>
    tile.personId === personId && tile.source === source
      ? [{ width: tile.width, height: tile.height, fit: tile.fit, crop: tile.crop }]
      : [],
  );

/** A decoder for one more guest waits with the tiles that the guest would get. */
export function expectAnother(pool: DecoderPool, tiles: readonly TileShape[]): void {
  if (tiles.length > 0) pool.expect(tiles.map((tile) => decoderShape(tile)));
}
