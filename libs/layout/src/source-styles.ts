import type { Person, Size, SourceStyle, Tile, TileLayout } from './layout.js';

type Placed = SourceStyle & { place: NonNullable<SourceStyle['place']> };

const isPlaced = (style: SourceStyle): style is Placed => style.place !== undefined;

const idsOf = (styles: readonly SourceStyle[], source: SourceStyle['source']): string[] =>
  styles.filter((style) => style.source === source).map(({ personId }) => personId);

/** The layout of everything that has no place of its own. */
export function withoutPlaced(layout: TileLayout, styles: readonly SourceStyle[]): TileLayout {
  const placed = styles.filter(isPlaced);
  const isMediaPlaced = layout.media !== undefined && idsOf(placed, 'media').includes(layout.media);
  return {
    ...layout,
    hidden: [...layout.hidden, ...idsOf(placed, 'camera')],
    hiddenScreens: [...layout.hiddenScreens, ...idsOf(placed, 'screen')],
    media: isMediaPlaced ? undefined : layout.media,
  };
}

/** Tiles of the sources with places of their own that are on stage and not hidden. */
export function placedTiles(
  people: readonly Person[],
  layout: TileLayout,
  styles: readonly SourceStyle[],
  canvas: Size,
): Tile[] {
  const isThere = ({ personId, source }: SourceStyle): boolean => {
    if (source === 'media') return layout.media === personId;
    const person = people.find(({ id }) => id === personId);
    if (source === 'camera') return person !== undefined && !layout.hidden.includes(personId);
    return person?.sharesScreen === true && !layout.hiddenScreens.includes(personId);
  };
  return styles.filter(isPlaced).flatMap((style) =>
    isThere(style)
      ? [
          {
            ...{ personId: style.personId, source: style.source, ...onCanvas(style.place, canvas) },
            fit: style.source === 'camera' ? layout.fit : 'contain',
          },
        ]
      : [],
  );
}

/** The smallest side of a tile: decoders make frames of this size. */
const SMALLEST_PX = 32;

const even = (value: number): number => Math.round(value / 2) * 2;

/** On even coordinates. A part of it may lie outside of the canvas. */
function onCanvas({ x, y, width, height }: Placed['place'], canvas: Size) {
  const size = (share: number, side: number) => Math.min(side, Math.max(SMALLEST_PX, even(share * side)));
  return {
    x: even(x * canvas.width),
    y: even(y * canvas.height),
    width: size(width, canvas.width),
    height: size(height, canvas.height),
  };
}

/** Each tile in the style of its source, from back to front. */
export function styled(tiles: readonly Tile[], styles: readonly SourceStyle[]): Tile[] {
  const styleOf = ({ personId, source }: Tile) =>
    styles.find((style) => style.personId === personId && style.source === source);
  return tiles
    .map((tile) => ({ tile, style: styleOf(tile) }))
    .sort((a, b) => (a.style?.layer ?? 0) - (b.style?.layer ?? 0))
    .map(({ tile, style }) => (style ? withStyle(tile, style) : tile));
}

const withStyle = (tile: Tile, { fit, crop, opacity, key }: SourceStyle): Tile => ({
  ...tile,
  ...(fit ? { fit } : {}),
  ...(crop ? { crop } : {}),
  ...(opacity === undefined ? {} : { opacity }),
  ...(key ? { key } : {}),
});
