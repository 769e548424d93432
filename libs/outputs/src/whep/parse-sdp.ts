import type { OfferedCodec, OfferedSection } from './offered-section.js';

/** Far above what browsers say of two media, far below what would take time to read. */
const MOST_LINES = 2_000;
const MOST_SECTIONS = 16;
const MOST_FEEDBACK = 32;
const TOKEN = /^[\x21-\x7e]{1,64}$/;
const ALGORITHMS = ['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512'];

type Attribute = [name: string, value: string];
type ReadCodec = OfferedCodec & { feedback: string[] };

/** What a client's session description says, or nothing where it is none (RFC 8866). */
export function parseSdp(text: string): OfferedSection[] | undefined {
  const lines = text.split(/\r?\n/, MOST_LINES + 1);
  if (lines.length > MOST_LINES || lines[0] !== 'v=0') return undefined;
  const starts = lines.flatMap((line, index) => (line.startsWith('m=') ? [index] : []));
  if (starts.length > MOST_SECTIONS) return undefined;
  const session = attributesOf(lines.slice(0, starts[0] ?? lines.length));
  const sections = starts.map((start, index) =>
    readSection(lines[start] ?? '', attributesOf(lines.slice(start + 1, starts[index + 1])), session),
  );
  return sections.every((section) => section !== undefined) ? sections : undefined;
}

function attributesOf(lines: readonly string[]): Attribute[] {
  return lines.flatMap((line): Attribute[] => {
    if (!line.startsWith('a=')) return [];
    const colon = line.indexOf(':');
    return [colon < 0 ? [line.slice(2), ''] : [line.slice(2, colon), line.slice(colon + 1)]];
  });
}

function readSection(line: string, own: Attribute[], session: Attribute[]): OfferedSection | undefined {
  const [, kind, port, protocol, formats] =
    /^m=([a-z]{1,20}) (\d{1,5})(?:\/\d+)? ([A-Z/]{1,40}) (.{1,2000})$/.exec(line) ?? [];
  if (kind === undefined || protocol === undefined || formats === undefined) return undefined;
  const first = (name: string) =>
    (own.find(([key]) => key === name) ?? session.find(([key]) => key === name))?.[1];
  const mid = first('mid');
  if (mid === undefined || !TOKEN.test(mid)) return undefined;
  const isBundled = own.some(([name]) => name === 'bundle-only');
  return {
    kind,
    protocol,
    formats: formats.split(' '),
    mid,
    // In a bundle, port 0 is no rejection.
    isRejected: port === '0' && !isBundled,
    direction: directionOf([...own, ...session]),
    codecs: codecsOf(own),
    headerExtensions: extensionsOf(own),
    fingerprint: fingerprintOf([...own, ...session]),
    setup: first('setup'),
    iceUfrag: first('ice-ufrag'),
  };
}

const DIRECTIONS = ['sendrecv', 'sendonly', 'recvonly', 'inactive'] as const;

const directionOf = (attributes: readonly Attribute[]): OfferedSection['direction'] =>
  attributes.flatMap(([name]) => DIRECTIONS.find((direction) => direction === name) ?? [])[0] ?? 'sendrecv';

/** Each line is read once: two thousand of them that speak of two thousand codecs would take seconds. */
function codecsOf(attributes: readonly Attribute[]): OfferedCodec[] {
  const codecs = new Map<string, ReadCodec>();
  for (const [name, value] of attributes) {
    const [, type, codec, rate] = /^(\d{1,3}) ([\w-]{1,32})\/(\d{1,7})(?:\/\d{1,2})?$/.exec(value) ?? [];
    if (name !== 'rtpmap' || type === undefined || codec === undefined || Number(type) > 127) continue;
    if (!codecs.has(type))
      codecs.set(type, {
        payloadType: Number(type),
        name: codec.toLowerCase(),
        clockRateHz: Number(rate),
        parameters: '',
        feedback: [],
      });
  }
  for (const [name, value] of attributes)
    if (name === 'fmtp' || name === 'rtcp-fb') addTo(codecs, name, value);
  return [...codecs.values()];
}

/** `*` is every codec of the section. */
function addTo(codecs: ReadonlyMap<string, ReadCodec>, name: string, value: string): void {
  const [type = '', ...rest] = value.split(' ');
  const text = rest.join(' ');
  const meant = type === '*' ? [...codecs.values()] : [codecs.get(type)];
  for (const codec of meant) {
    if (codec === undefined) continue;
    if (name === 'rtcp-fb' && codec.feedback.length < MOST_FEEDBACK) codec.feedback.push(text);
    if (name === 'fmtp' && codec.parameters === '') codec.parameters = text;
  }
}

function extensionsOf(attributes: readonly Attribute[]): { id: number; uri: string }[] {
  return attributes.flatMap(([name, value]) => {
    const [, id, uri] = /^(\d{1,3})(?:\/[a-z]+)? ([\x21-\x7e]{1,200})$/.exec(value) ?? [];
    return name === 'extmap' && id !== undefined && uri !== undefined ? [{ id: Number(id), uri }] : [];
  });
}

function fingerprintOf(attributes: readonly Attribute[]): OfferedSection['fingerprint'] {
  for (const [name, text] of attributes) {
    const [, algorithm = '', value] = /^([\w-]{1,16}) ([0-9A-Fa-f:]{1,200})$/.exec(text) ?? [];
    if (name === 'fingerprint' && value !== undefined && ALGORITHMS.includes(algorithm.toLowerCase()))
      return { algorithm: algorithm.toLowerCase(), value: value.toUpperCase() };
  }
  return undefined;
}
