import type { MediaPart, MediaPlaylist, MediaSegment } from '#media';
import type { Findings } from './hls-finding.js';
import { HlsDateRangeRules } from './hls-timed-rules.js';

interface KnownSegment {
  segment: Pick<MediaSegment, 'uri' | 'durationSeconds' | 'discontinuity' | 'programDateTimeMs'>;
  discontinuityNumber: number;
}

/** What must hold between one state of a playlist and the next: nothing goes back, nothing said is unsaid. */
export class HlsHistory {
  readonly #where: string;
  readonly #findings: Findings;
  readonly dateRanges: HlsDateRangeRules;
  readonly #segments = new Map<number, KnownSegment>();
  readonly #parts = new Map<string, MediaPart>();
  #last: MediaPlaylist | undefined;

  constructor(where: string, findings: Findings) {
    this.#where = where;
    this.#findings = findings;
    this.dateRanges = new HlsDateRangeRules(where, findings);
  }

  next(playlist: MediaPlaylist): void {
    const last = this.#last;
    if (last) this.#compareHeads(last, playlist);
    this.dateRanges.next(playlist);
    let discontinuityNumber = playlist.discontinuitySequence;
    for (const [index, segment] of playlist.segments.entries()) {
      if (segment.discontinuity) discontinuityNumber += 1;
      this.#segment(playlist.mediaSequence + index, segment, discontinuityNumber);
    }
    this.#partsOf(playlist);
    if (last?.preloadHint !== undefined && !playlist.ended) this.#hint(last.preloadHint, playlist);
    this.#last = playlist;
  }

  #expect(isKept: boolean, rule: string, fact: () => string, where = this.#where): void {
    this.#findings.expect(isKept, rule, where, fact);
  }

  #compareHeads(last: MediaPlaylist, next: MediaPlaylist): void {
    const edgeOf = (playlist: MediaPlaylist) => playlist.mediaSequence + playlist.segments.length;
    this.#expect(
      next.mediaSequence >= last.mediaSequence,
      'sequence-goes-on',
      () => `${next.mediaSequence} after ${last.mediaSequence}`,
    );
    this.#expect(edgeOf(next) >= edgeOf(last), 'edge-goes-on', () => `${edgeOf(next)} after ${edgeOf(last)}`);
    this.#expect(
      next.discontinuitySequence >= last.discontinuitySequence,
      'discontinuity-goes-on',
      () => 'it went back',
    );
    const constant = (each: MediaPlaylist) => `${each.targetDurationSeconds} ${each.partTargetSeconds}`;
    this.#expect(
      constant(next) === constant(last),
      'targets-stay',
      () => `${constant(next)} after ${constant(last)}`,
    );
    this.#expect(!last.ended || next.ended, 'end-is-final', () => 'ENDLIST was taken back');
  }

  #segment(msn: number, segment: MediaSegment, discontinuityNumber: number): void {
    const { uri, durationSeconds, discontinuity, programDateTimeMs } = segment;
    const now = { uri, durationSeconds, discontinuity, programDateTimeMs };
    const known = this.#segments.get(msn);
    if (!known) {
      this.#segments.set(msn, { segment: now, discontinuityNumber });
      return;
    }
    this.#expect(
      JSON.stringify(known.segment) === JSON.stringify(now),
      'segment-stays',
      () => `${msn} changed`,
      `${this.#where} ${uri}`,
    );
    this.#expect(
      known.discontinuityNumber === discontinuityNumber,
      'discontinuity-number-stays',
      () => `${msn}: ${discontinuityNumber} after ${known.discontinuityNumber}`,
    );
  }

  #partsOf(playlist: MediaPlaylist): void {
    const parts = [...playlist.segments.flatMap((segment) => segment.parts), ...(playlist.open?.parts ?? [])];
    for (const part of parts) {
      const known = this.#parts.get(part.uri);
      if (known)
        this.#expect(
          JSON.stringify(known) === JSON.stringify(part),
          'part-stays',
          () => 'it changed',
          part.uri,
        );
      this.#parts.set(part.uri, part);
    }
    this.#openParts(playlist);
  }

  /** What stood in the open segment before must still stand there, or in the segment that it became. */
  #openParts(playlist: MediaPlaylist): void {
    const last = this.#last;
    if (!last?.open || playlist.ended) return;
    const number = last.mediaSequence + last.segments.length;
    const index = number - playlist.mediaSequence;
    const now = index < playlist.segments.length ? playlist.segments[index] : playlist.open;
    if (!now || now.parts.length === 0) return;
    for (const part of last.open.parts)
      this.#expect(
        now.parts.some((each) => each.uri === part.uri),
        'part-kept',
        () => 'it vanished from its segment',
        part.uri,
      );
  }

  /** The hinted part comes next, or its segment ended without it, or is a gap as a whole. */
  #hint(hint: string, playlist: MediaPlaylist): void {
    if (playlist.preloadHint === hint || this.#parts.has(hint)) return;
    const name = /(\d+)\.(\d+)\.(?:m4s|vtt)$/.exec(hint);
    const msn = Number(name?.[1] ?? Number.NaN);
    const isClosed = msn < playlist.mediaSequence + playlist.segments.length;
    const segment = playlist.segments[msn - playlist.mediaSequence];
    // What was killed between two segments leaves the next one as a gap without parts.
    const hadOthers =
      segment === undefined ||
      segment.gap === true ||
      (segment.parts.length > 0 && segment.parts.length <= Number(name?.[2]));
    this.#expect(isClosed && hadOthers, 'hint-kept', () => 'hinted, and another part came', hint);
  }
}
