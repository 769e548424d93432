import { gridRects } from './grid.js';
import { type Person, type Rect, type Size, TILES_AT_MOST, type Tile, type TileLayout } from './layout.js';
import { placedTiles, styled, withoutPlaced } from './source-styles.js';
import { stageAndStrip } from './stage-and-strip.js';

interface Shared {
  id: string;
  source: 'screen' | 'media';
}

interface Scene {
  /** Those whose camera may be shown. */
  people: Person[];
  /** The screen that may be shown, or the image or clip that is. */
  shared: Shared | undefined;
  layout: TileLayout;
  canvas: Size;
  /** The canvas without the gap around it. */
  inner: Rect;
  /** The participant in the main tile. */
  main: Person;
}

type Placer = (scene: Scene) => Tile[];

const evenBelow = (value: number): number => Math.floor(value / 2) * 2;

/** On even coordinates, and of a size that does not depend on the place: equals need equal decoders. */
const evenTile = ({ x, y, width, height }: Rect): Rect => ({
  x: evenBelow(x),
  y: evenBelow(y),
  width: evenBelow(width),
  height: evenBelow(height),
});

const whole = (canvas: Size): Rect => ({ x: 0, y: 0, ...canvas });

function camera(scene: Scene, person: Person, rect: Rect): Tile {
  return { personId: person.id, source: 'camera', ...evenTile(rect), fit: scene.layout.fit };
}

const solo: Placer = (scene) => [camera(scene, scene.main, whole(scene.canvas))];

function others(scene: Scene): Person[] {
  return scene.people.filter((person) => person !== scene.main);
}

/** Two halves, side by side on a wide canvas and one above the other on a tall one. */
const sideBySide: Placer = (scene) => {
  const pair = [scene.main, ...others(scene)].slice(0, 2);
  if (pair.length === 1) return solo(scene);
  const shown = scene.people.filter((person) => pair.includes(person));
  const { inner, layout } = scene;
  const isWide = inner.width >= inner.height;
  const width = isWide ? (inner.width - layout.gapPx) / 2 : inner.width;
  const height = isWide ? inner.height : (inner.height - layout.gapPx) / 2;
  return shown.map((person, index) =>
    camera(scene, person, {
      x: inner.x + (isWide ? index * (width + layout.gapPx) : 0),
      y: inner.y + (isWide ? 0 : index * (height + layout.gapPx)),
      width,
      height,
    }),
  );
};

const grid: Placer = (scene) => {
  const people = scene.people.slice(0, TILES_AT_MOST);
  const rects = gridRects(people.length, scene.inner, scene.layout.gapPx);
  return people.map((person, index) => camera(scene, person, rects[index] as Rect));
};

const spotlight: Placer = (scene) => {
  const rest = others(scene);
  if (rest.length === 0) return solo(scene);
  const { stage, strip } = stageAndStrip(scene.inner, rest.length, scene.layout.gapPx);
  return [
    camera(scene, scene.main, stage),
    ...strip.map((rect, index) => camera(scene, rest[index] as Person, rect)),
  ];
};

const screen: Placer = (scene) => {
  const { shared } = scene;
  if (!shared) return spotlight(scene);
  // The owner of the screen comes first, unless their camera is hidden.
  const people = [
    ...scene.people.filter((person) => person.id === shared.id),
    ...scene.people.filter((person) => person.id !== shared.id),
  ];
  const { stage, strip } = stageAndStrip(scene.inner, people.length, scene.layout.gapPx);
  return [
    { personId: shared.id, source: shared.source, ...evenTile(stage), fit: 'contain' },
    ...strip.map((rect, index) => camera(scene, people[index] as Person, rect)),
  ];
};

const wholeCanvas = ({ id, source }: Shared, canvas: Size): Tile => ({
  personId: id,
  source,
  ...evenTile(whole(canvas)),
  fit: 'contain',
});

/** The small tile's share of the canvas. */
const INSET_SHARE = 0.26;

/** The owner of a screen stands beside it, and the main participant beside an image. */
const besideOf = ({ people, main }: Scene, { id, source }: Shared): Person | undefined =>
  source === 'media' ? main : people.find((person) => person.id === id);

const pictureInPicture: Placer = (scene) => {
  const { shared } = scene;
  const small = shared ? besideOf(scene, shared) : others(scene)[0];
  const base: Tile = shared
    ? wholeCanvas(shared, scene.canvas)
    : camera(scene, scene.main, whole(scene.canvas));
  if (!small) return [base];
  const { width, height } = scene.canvas;
  const insetWidth = Math.min(width, height * 1.25) * INSET_SHARE * (width >= height ? 1.4 : 1.2);
  const insetHeight = (insetWidth * 9) / 16;
  const margin = Math.max(scene.layout.gapPx, 24);
  const x = width - insetWidth - margin;
  const y = height - insetHeight - margin;
  return [base, camera(scene, small, { x, y, width: insetWidth, height: insetHeight })];
};

const auto: Placer = (scene) => {
  if (scene.shared) return screen(scene);
  if (scene.layout.pinned === scene.main.id && scene.people.length > 2) return spotlight(scene);
  if (scene.people.length === 1) return solo(scene);
  return scene.people.length === 2 ? sideBySide(scene) : grid(scene);
};

const placers: Record<TileLayout['kind'], Placer> = {
  auto,
  solo,
  'side-by-side': sideBySide,
  grid,
  spotlight,
  screen,
  'picture-in-picture': pictureInPicture,
};

function inOrder(people: readonly Person[], layout: TileLayout): Person[] {
  const rank = (person: Person) => {
    const at = layout.order.indexOf(person.id);
    return at < 0 ? layout.order.length : at;
  };
  // The sort is stable: people without a place keep the order in which they came.
  return [...people].sort((a, b) => rank(a) - rank(b));
}

const SHOWS_SCREENS: readonly TileLayout['kind'][] = ['auto', 'screen', 'picture-in-picture'];

const wholeShared: Placer = ({ shared, canvas }) => (shared ? [wholeCanvas(shared, canvas)] : []);

/** An image or a clip that is shown has the large place in every layout. */
const mediaPlacers: Record<TileLayout['kind'], Placer> = {
  auto: screen,
  solo: wholeShared,
  'side-by-side': screen,
  grid: screen,
  spotlight: screen,
  screen,
  'picture-in-picture': pictureInPicture,
};

function sharedOf({ media }: TileLayout, sharer: Person | undefined): Shared | undefined {
  if (media !== undefined) return { id: media, source: 'media' };
  return sharer && { id: sharer.id, source: 'screen' };
}

/** From who is there and what the host wishes to rectangles on even coordinates, from back to front. */
export function placeTiles(
  people: readonly Person[],
  layout: TileLayout,
  canvas: Size,
  activeSpeaker?: string,
): Tile[] {
  const styles = layout.sources ?? [];
  if (styles.length === 0) return placeByLayout(people, layout, canvas, activeSpeaker);
  const placed = placeByLayout(people, withoutPlaced(layout, styles), canvas, activeSpeaker);
  return styled([...placed, ...placedTiles(people, layout, styles, canvas)], styles);
}

function placeByLayout(
  people: readonly Person[],
  layout: TileLayout,
  canvas: Size,
  activeSpeaker?: string,
): Tile[] {
  const ordered = inOrder(people, layout);
  const seen = ordered.filter(({ id }) => !layout.hidden.includes(id));
  const screens = ordered.filter(
    ({ id, sharesScreen }) => sharesScreen && !layout.hiddenScreens.includes(id),
  );
  const find = (id: string | undefined) => seen.find((person) => person.id === id);
  const main = find(layout.pinned) ?? find(activeSpeaker) ?? seen[0];
  const sharer = screens.find((person) => person === main) ?? screens[0];
  const shared = sharedOf(layout, sharer);
  const isShownAlone = layout.media !== undefined || SHOWS_SCREENS.includes(layout.kind);
  if (!main) return shared && isShownAlone ? [wholeCanvas(shared, canvas)] : [];
  const gap = layout.gapPx;
  const inner = { x: gap, y: gap, width: canvas.width - 2 * gap, height: canvas.height - 2 * gap };
  const place = layout.media === undefined ? placers : mediaPlacers;
  return place[layout.kind]({ people: seen, shared, layout, canvas, inner, main });
}
