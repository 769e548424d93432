import type { Random } from '../../support/kernel/seeded-random.js';

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** Values that readers of session descriptions have failed at: numbers beyond their field, no value, other lines. */
const ODD = [
  '',
  '0',
  '-1',
  '65535',
  '65536',
  '4294967296',
  '99999999999999999999',
  'NaN',
  '__proto__',
  'constructor',
  '*',
  '%00',
  '\u0000',
  '127.0.0.1',
  '../../etc/passwd',
  'x'.repeat(300),
  'x'.repeat(3_000),
  '0\r\na=inactive',
  '0\nm=video 9 UDP/TLS/RTP/SAVPF 96',
];
const DIRECTIONS = ['a=sendonly', 'a=recvonly', 'a=sendrecv', 'a=inactive'];
/** Where one field of a line ends and the next begins. */
const BETWEEN = /([ :;=/,])/;

type Mutation = (lines: readonly string[], at: number, random: Random) => string[];

const oddField: Mutation = (lines, at, random) => {
  const fields = (lines[at] ?? '').split(BETWEEN);
  // Every second piece is what stands between two fields; the first field is the letter of the line.
  const places = fields.flatMap((_field, index) => (index % 2 === 0 && index > 0 ? [index] : []));
  if (places.length > 0) fields[pick(random, places)] = pick(random, ODD);
  return lines.with(at, fields.join(''));
};
const dropped: Mutation = (lines, at) => lines.filter((_line, index) => index !== at);
const repeated: Mutation = (lines, at) =>
  lines.flatMap((line, index) => (index === at ? [line, line] : [line]));
const many: Mutation = (lines, at) =>
  lines.flatMap((line, index) => (index === at ? Array.from({ length: 120 }, () => line) : [line]));
const moved: Mutation = (lines, at, random) => {
  const rest = lines.filter((_line, index) => index !== at);
  return rest.toSpliced(Math.floor(random() * rest.length), 0, lines[at] ?? '');
};
const turned: Mutation = (lines, at, random) => {
  const direction = lines.findIndex((line, index) => index >= at && DIRECTIONS.includes(line));
  return direction < 0 ? oddField(lines, at, random) : lines.with(direction, pick(random, DIRECTIONS));
};
const noise: Mutation = (lines, at, random) => lines.with(at, (lines[at] ?? '') + pick(random, ODD));

const MUTATIONS = [oddField, oddField, oddField, dropped, repeated, many, moved, turned, noise];

/** A valid session description or fragment with one line of it changed; now and then as it is. */
export function mutateSdp(text: string, random: Random): string {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const isWhole = random() < 0.15;
  const said = isWhole ? lines : pick(random, MUTATIONS)(lines, Math.floor(random() * lines.length), random);
  return `${said.join('\r\n')}\r\n`;
}
