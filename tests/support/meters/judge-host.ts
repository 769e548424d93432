import type { CardReading } from '../page/pixels.js';
import { colourDistance, PATCHES, type Rgb } from '../page/test-card.js';
import type { AudioReading } from './page-meters.js';
import { median } from './statistics.js';

/** Two passes of 4:2:0 at moderate bitrates, and players that convert by slightly different matrices. */
const COLOUR_TOLERANCE = 40;
const NOTHING: Rgb = [0, 0, 0];
/** Of a programme in which the host is alone. */
const AUDIBLE = 0.03;
/** Two seconds. */
const HEARD_READINGS = 20;

/** What of a host's test card is shown in another colour than the camera gave it. */
export function wrongColours(card: CardReading | undefined, ground: Rgb): string[] {
  const expected = [...PATCHES, { name: 'ground', colour: ground }];
  const shown = (name: string) => (name === 'ground' ? card?.ground : card?.patches[name]) ?? NOTHING;
  return expected
    .filter(({ name, colour }) => colourDistance(shown(name), colour) >= COLOUR_TOLERANCE)
    .map(({ name }) => `${name}: ${shown(name).join(' ')}`);
}

/** Whether the tone with this index is heard for two seconds, and none of the others. */
export const hearsTone = (all: readonly AudioReading[], tonesHz: readonly number[], own: number): boolean =>
  all.length > HEARD_READINGS &&
  tonesHz.every(
    (_, tone) =>
      median(all.slice(-HEARD_READINGS).map(({ tones }) => tones[tone] ?? 0)) > AUDIBLE === (tone === own),
  );
