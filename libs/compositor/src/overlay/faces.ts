import { createRequire } from 'node:module';
import type { Face } from './overlays.js';

interface BundledFace {
  /** Package, then its files: Latin and Korean letters are two of them. */
  name: string;
  weight: 400 | 700;
}

/** Both subsets of a face have names of their own, since the second one is only asked for letters that the first lacks. */
const BUNDLED: Record<Exclude<Face, 'sans'>, BundledFace> = {
  serif: { name: 'nanum-myeongjo', weight: 700 },
  round: { name: 'jua', weight: 400 },
  poster: { name: 'black-han-sans', weight: 400 },
};
const SUBSETS = ['latin', 'korean'] as const;

const familyOf = (face: Face, subset: string): string => `show ${face} ${subset}`;
const load = createRequire(import.meta.url);
const loaded = new Set<Face>();

/** Makes a face known to every canvas of this process: a tenth of a second, once, so never on the mixing thread. */
export function loadFace(face: Face): void {
  if (face === 'sans' || loaded.has(face)) return;
  loaded.add(face);
  const { name, weight } = BUNDLED[face];
  // With the first face: the server knows programmes too, and never draws.
  const { GlobalFonts } = load('@napi-rs/canvas') as typeof import('@napi-rs/canvas');
  for (const subset of SUBSETS)
    GlobalFonts.registerFromPath(
      load.resolve(`@fontsource/${name}/files/${name}-${subset}-${weight}-normal.woff2`),
      familyOf(face, subset),
    );
}

/** Before the families of the system, which have every other letter. Empty for the system's own. */
export const familiesOf = (face: Face): string =>
  face === 'sans' ? '' : `${SUBSETS.map((subset) => `"${familyOf(face, subset)}", `).join('')}`;

/** A face of one weight is not made bolder by smearing it. */
export const weightOf = (face: Face, weight: 400 | 500 | 700): number =>
  face === 'sans' ? weight : BUNDLED[face].weight;
