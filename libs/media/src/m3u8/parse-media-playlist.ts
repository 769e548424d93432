import { AttributeList, MalformedPlaylist, parseDecimal } from './attributes.js';
import { type DateRange, parseDateRange } from './date-range.js';
import type {
  MediaPart,
  MediaPlaylist,
  MediaSegment,
  RenditionReport,
  ServerControl,
} from './media-playlist.js';

interface PendingSegment {
  parts: MediaPart[];
  discontinuity: boolean;
  gap: boolean;
  programDateTimeMs: number | undefined;
  durationSeconds: number | undefined;
}

const freshSegment = (): PendingSegment => ({
  parts: [],
  discontinuity: false,
  gap: false,
  programDateTimeMs: undefined,
  durationSeconds: undefined,
});

/** Reads the playlists that this server prints; unknown tags are skipped, as the specification asks. */
export function parseMediaPlaylist(text: string): MediaPlaylist {
  const reader = new MediaPlaylistReader();
  const lines = text.split(/\r?\n/);
  if (lines[0] !== '#EXTM3U') throw new MalformedPlaylist('no #EXTM3U');
  for (const line of lines.slice(1)) reader.line(line);
  return reader.finish();
}

class MediaPlaylistReader {
  readonly #segments: MediaSegment[] = [];
  readonly #reports: RenditionReport[] = [];
  readonly #dateRanges: DateRange[] = [];
  readonly #single = new Map<string, string>();
  #pending = freshSegment();
  #mapUri = '';
  #clockMs = Number.NaN;

  line(line: string): void {
    if (line === '') return;
    if (!line.startsWith('#')) {
      this.#uri(line);
      return;
    }
    const colon = line.indexOf(':');
    this.#tag(colon < 0 ? line : line.slice(0, colon), colon < 0 ? '' : line.slice(colon + 1));
  }

  #tag(tag: string, value: string): void {
    const segment = this.#pending;
    switch (tag) {
      case '#EXTINF':
        segment.durationSeconds = parseDecimal(tag, value.split(',')[0] ?? '');
        return;
      case '#EXT-X-PART':
        segment.parts.push(parsePart(value));
        return;
      case '#EXT-X-DISCONTINUITY':
        segment.discontinuity = true;
        return;
      case '#EXT-X-GAP':
        segment.gap = true;
        return;
      case '#EXT-X-PROGRAM-DATE-TIME':
        segment.programDateTimeMs = parseDate(tag, value);
        return;
      case '#EXT-X-MAP':
        this.#mapUri = new AttributeList(tag, value).get('URI');
        return;
      case '#EXT-X-DATERANGE':
        this.#dateRanges.push(parseDateRange(value));
        return;
      case '#EXT-X-RENDITION-REPORT':
        this.#reports.push(parseReport(value));
        return;
      default:
        if (this.#single.has(tag)) throw new MalformedPlaylist(`${tag} twice`);
        this.#single.set(tag, value);
    }
  }

  #uri(uri: string): void {
    const { durationSeconds, gap } = this.#pending;
    if (durationSeconds === undefined) throw new MalformedPlaylist(`${uri.slice(0, 80)} without EXTINF`);
    this.#segments.push({ ...this.#head(), uri, durationSeconds, gap });
    this.#clockMs += durationSeconds * 1_000;
    this.#pending = freshSegment();
  }

  #head() {
    const { programDateTimeMs, discontinuity, parts } = this.#pending;
    if (programDateTimeMs !== undefined) this.#clockMs = programDateTimeMs;
    return { mapUri: this.#mapUri, programDateTimeMs: this.#clockMs, discontinuity, parts };
  }

  finish(): MediaPlaylist {
    const number = (tag: string) => {
      const value = this.#single.get(tag);
      return value === undefined ? undefined : parseDecimal(tag, value);
    };
    const attribute = (tag: string, name: string) => {
      const value = this.#single.get(tag);
      return value === undefined ? undefined : new AttributeList(tag, value).get(name);
    };
    const target = number('#EXT-X-TARGETDURATION');
    if (target === undefined) throw new MalformedPlaylist('no EXT-X-TARGETDURATION');
    const partTarget = attribute('#EXT-X-PART-INF', 'PART-TARGET');
    const skipped = attribute('#EXT-X-SKIP', 'SKIPPED-SEGMENTS');
    const hint = attribute('#EXT-X-PRELOAD-HINT', 'URI');
    return {
      targetDurationSeconds: target,
      ...(partTarget === undefined ? {} : { partTargetSeconds: parseDecimal('PART-TARGET', partTarget) }),
      serverControl: parseServerControl(this.#single.get('#EXT-X-SERVER-CONTROL')),
      mediaSequence: number('#EXT-X-MEDIA-SEQUENCE') ?? 0,
      discontinuitySequence: number('#EXT-X-DISCONTINUITY-SEQUENCE') ?? 0,
      independentSegments: this.#single.has('#EXT-X-INDEPENDENT-SEGMENTS'),
      ...(skipped === undefined ? {} : { skippedSegments: parseDecimal('SKIPPED-SEGMENTS', skipped) }),
      ...(this.#dateRanges.length === 0 ? {} : { dateRanges: this.#dateRanges }),
      segments: this.#segments,
      ...(this.#pending.parts.length === 0 ? {} : { open: this.#head() }),
      ...(hint === undefined ? {} : { preloadHint: hint }),
      renditionReports: this.#reports,
      ended: this.#single.has('#EXT-X-ENDLIST'),
    };
  }
}

function parseDate(tag: string, value: string): number {
  const wallMs = Date.parse(value);
  if (Number.isNaN(wallMs)) throw new MalformedPlaylist(`${tag} is no date`);
  return wallMs;
}

function parsePart(value: string): MediaPart {
  const attributes = new AttributeList('#EXT-X-PART', value);
  return {
    uri: attributes.get('URI'),
    durationSeconds: attributes.getNumber('DURATION'),
    independent: attributes.isYes('INDEPENDENT'),
    gap: attributes.isYes('GAP'),
  };
}

function parseReport(value: string): RenditionReport {
  const attributes = new AttributeList('#EXT-X-RENDITION-REPORT', value);
  const lastPart = attributes.findNumber('LAST-PART');
  return {
    uri: attributes.get('URI'),
    lastMediaSequence: attributes.getNumber('LAST-MSN'),
    ...(lastPart === undefined ? {} : { lastPart }),
  };
}

function parseServerControl(value: string | undefined): ServerControl {
  if (value === undefined) return { canBlockReload: false };
  const attributes = new AttributeList('#EXT-X-SERVER-CONTROL', value);
  const control: ServerControl = { canBlockReload: attributes.isYes('CAN-BLOCK-RELOAD') };
  const skip = attributes.findNumber('CAN-SKIP-UNTIL');
  const hold = attributes.findNumber('HOLD-BACK');
  const partHold = attributes.findNumber('PART-HOLD-BACK');
  if (skip !== undefined) control.canSkipUntilSeconds = skip;
  if (hold !== undefined) control.holdBackSeconds = hold;
  if (partHold !== undefined) control.partHoldBackSeconds = partHold;
  return control;
}
