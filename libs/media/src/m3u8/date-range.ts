import { AttributeList, MalformedPlaylist } from './attributes.js';

/** A span of the programme with a meaning: a chapter, a scene, a poll, a break (RFC 8216bis, 4.4.5.1). */
export interface DateRange {
  id: string;
  class: string;
  startMs: number;
  /** Unknown while the span lasts. */
  endMs?: number | undefined;
  /** It ends where the next one of its class begins. */
  endOnNext?: boolean | undefined;
  plannedSeconds?: number | undefined;
  /** A splice_info_section as hexadecimal digits. */
  scte35Out?: string | undefined;
  scte35In?: string | undefined;
  /** Attributes of our own, by their names without `X-`. */
  values: Readonly<Record<string, string>>;
}

const NAME = /^[A-Z0-9-]+$/;
const HEX = /^(?:[0-9A-F]{2})+$/;

const date = (wallMs: number): string => new Date(wallMs).toISOString();
/** A quoted string holds neither quotes nor line ends (RFC 8216bis, 4.2). */
const quoted = (text: string): string => `"${text.replace(/"/g, '’').replace(/\p{Cc}+/gu, ' ')}"`;

export function printDateRange(range: DateRange): string {
  const { id, startMs, endMs, plannedSeconds, scte35Out, scte35In, values } = range;
  const attributes = [`ID=${quoted(id)}`, `CLASS=${quoted(range.class)}`, `START-DATE="${date(startMs)}"`];
  // An end is never before its start (RFC 8216bis, 4.4.5.1).
  if (endMs !== undefined) attributes.push(`END-DATE="${date(Math.max(startMs, endMs))}"`);
  if (plannedSeconds !== undefined) attributes.push(`PLANNED-DURATION=${plannedSeconds.toFixed(3)}`);
  for (const [name, value] of Object.entries(values))
    if (NAME.test(name)) attributes.push(`X-${name}=${quoted(value)}`);
  if (scte35Out !== undefined) attributes.push(`SCTE35-OUT=0x${scte35Out}`);
  if (scte35In !== undefined) attributes.push(`SCTE35-IN=0x${scte35In}`);
  if (range.endOnNext) attributes.push('END-ON-NEXT=YES');
  return `#EXT-X-DATERANGE:${attributes.join(',')}`;
}

export function parseDateRange(value: string): DateRange {
  const tag = '#EXT-X-DATERANGE';
  const attributes = new AttributeList(tag, value);
  const moment = (name: string): number | undefined => {
    const text = attributes.find(name);
    if (text === undefined) return undefined;
    const ms = Date.parse(text);
    if (Number.isNaN(ms)) throw new MalformedPlaylist(`${tag} ${name} is no date`);
    return ms;
  };
  const hex = (name: string): string | undefined => {
    const digits = attributes.find(name)?.replace(/^0x/i, '').toUpperCase();
    if (digits !== undefined && !HEX.test(digits))
      throw new MalformedPlaylist(`${tag} ${name} is no hexadecimal`);
    return digits;
  };
  const startMs = moment('START-DATE');
  if (startMs === undefined) throw new MalformedPlaylist(`${tag} without START-DATE`);
  const own = [...attributes.entries()].filter(([name]) => name.startsWith('X-'));
  return {
    id: attributes.get('ID'),
    class: attributes.find('CLASS') ?? '',
    startMs,
    ...given('endMs', moment('END-DATE')),
    ...given('endOnNext', attributes.isYes('END-ON-NEXT') || undefined),
    ...given('plannedSeconds', attributes.findNumber('PLANNED-DURATION')),
    ...given('scte35Out', hex('SCTE35-OUT')),
    ...given('scte35In', hex('SCTE35-IN')),
    values: Object.fromEntries(own.map(([name, text]) => [name.slice(2), text])),
  };
}

const given = <K extends string, T>(key: K, value: T | undefined) =>
  (value === undefined ? {} : { [key]: value }) as Partial<Record<K, T>>;
