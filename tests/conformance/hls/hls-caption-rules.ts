import type { Findings } from './hls-finding.js';
import type { FetchedSegment } from './hls-media-rules.js';
import { type ReadCue, readWebVtt } from './read-web-vtt.js';

/** Cues of one rendition: each file is whole WebVTT, and who reads whole segments misses nothing that parts said. */
export class HlsCaptionRules {
  readonly #where: string;
  readonly #findings: Findings;
  /** Cues that were found in whole segments. */
  cues = 0;

  constructor(where: string, findings: Findings) {
    this.#where = where;
    this.#findings = findings;
  }

  next({ segment, whole, parts }: Pick<FetchedSegment, 'segment' | 'whole' | 'parts'>): void {
    const cues = this.#read(whole, segment.uri);
    this.cues += cues.length;
    this.#expect(segment.mapUri === '', 'caption-without-map', segment.uri, () => segment.mapUri);
    const latest = new Map<string, ReadCue>();
    for (const { part, bytes } of parts)
      for (const cue of this.#read(bytes, part.uri)) latest.set(cue.id, cue);
    for (const cue of latest.values()) {
      const kept = cues.find(({ id }) => id === cue.id);
      const isThere = cue.text === '' ? kept === undefined : kept?.text === cue.text;
      this.#expect(isThere, 'caption-in-segment', `${segment.uri} ${cue.id}`, () => `${kept?.text}`);
    }
  }

  #read(bytes: Buffer, uri: string): ReadCue[] {
    const cues = readWebVtt(bytes.toString());
    this.#expect(typeof cues !== 'string', 'caption-is-vtt', uri, () => String(cues));
    if (typeof cues === 'string') return [];
    const ids = new Set(cues.map(({ id }) => id));
    this.#expect(ids.size === cues.length, 'caption-once', uri, () => cues.map(({ id }) => id).join());
    for (const { id, startMs, endMs, text } of cues) {
      this.#expect(endMs > startMs, 'caption-lasts', `${uri} ${id}`, () => `${startMs} to ${endMs}`);
      const stamps = [...text.matchAll(/<(\d\d:\d\d:\d\d\.\d{3})>/g)].map(([, stamp = '']) => stamp);
      const isSorted = [...stamps].sort().join() === stamps.join();
      this.#expect(isSorted, 'caption-words-in-order', `${uri} ${id}`, () => stamps.join());
    }
    return cues;
  }

  #expect(isKept: boolean, rule: string, where: string, fact: () => string): void {
    this.#findings.expect(isKept, rule, `${this.#where} ${where}`, fact);
  }
}
