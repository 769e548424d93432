import type { MediaDescription } from 'sdp-transform';
import { offerRefused } from './whip-error.js';

const MOST_LAYERS = 4;
const RID = /^[A-Za-z0-9_-]{1,16}$/;
/** Names of layers that say their size: the smallest first. */
const KNOWN_ORDERS: readonly (readonly string[])[] = [
  ['q', 'h', 'f'],
  ['l', 'm', 'h'],
  ['low', 'mid', 'high'],
  ['low', 'medium', 'high'],
];

/** The simulcast layers of a section by their rids, the smallest first; nothing where it has none. */
export function layersOf({ rids, simulcast }: MediaDescription): string[] {
  const listed = simulcast?.dir1 === 'send' ? simulcast.list1 : undefined;
  if (listed === undefined) return [];
  // Alternatives of one layer are separated by commas, a ~ marks a layer that begins paused (RFC 8853).
  const names = String(listed)
    .split(';')
    .map((layer) => (layer.split(',')[0] ?? '').replace(/^~/, ''));
  const declared = new Set(
    (rids ?? []).filter(({ direction }) => direction === 'send').map(({ id }) => String(id)),
  );
  if (names.length > MOST_LAYERS || names.some((name) => !RID.test(name) || !declared.has(name)))
    throw offerRefused(`Simulcast must name up to ${MOST_LAYERS} declared layers.`);
  if (new Set(names).size < names.length) throw offerRefused('Simulcast names a layer twice.');
  return smallestFirst(names);
}

/** Bare numbers are OBS's, whose layer 0 is the largest; other names are taken in the order in which they are listed. */
function smallestFirst(names: readonly string[]): string[] {
  if (names.every((name) => /^\d+$/.test(name))) return [...names].sort((a, b) => Number(b) - Number(a));
  const order = KNOWN_ORDERS.find((known) => names.every((name) => known.includes(name)));
  return order === undefined ? [...names] : [...names].sort((a, b) => order.indexOf(a) - order.indexOf(b));
}
