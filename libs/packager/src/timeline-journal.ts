import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Log } from '#kernel';
import type { DateRange } from '#media';
import type { RenditionSpec } from './ports.js';
import type { ProfileName } from './profile.js';
import type { SegmentRecord } from './segment-record.js';
import { dateRangeSchema, renditionSpecSchema, segmentRecordSchema } from './snapshot/snapshot-schema.js';

const lineSchema = z.discriminatedUnion('fact', [
  z.object({
    fact: z.literal('begun'),
    anchorWallMs: z.number(),
    profile: z.enum(['low', 'ultra', 'standard']).optional(),
    renditions: z.array(renditionSpecSchema).optional(),
  }),
  z.object({ fact: z.literal('opened'), msn: z.int().positive(), discontinuity: z.boolean() }),
  z.object({ fact: z.literal('segment'), renditionId: z.string(), segment: segmentRecordSchema }),
  z.object({ fact: z.literal('range'), range: dateRangeSchema }),
  z.object({ fact: z.literal('ended') }),
]);
export type JournalLine = z.infer<typeof lineSchema>;

/** What a programme needs to go on where it was. */
export interface JournalState {
  anchorWallMs: number;
  /** The newest segment that anybody may have seen a part of. */
  lastMsn: number;
  /** Numbers of all segments that began with a discontinuity. */
  discontinuities: number[];
  segments: Map<string, SegmentRecord[]>;
  /** Show time up to which anything was published, where the segments do not say it. */
  endSeconds?: number | undefined;
  /** Spans that playlists named. */
  dateRanges?: readonly DateRange[] | undefined;
  ended: boolean;
  /** As the newest run had them; journals of early versions do not tell. */
  programme?: { profile: ProfileName; renditions: RenditionSpec[] } | undefined;
}

const RANGES_AT_MOST = 400;

/**
 * Append-only lines, one write each: a process that is killed loses nothing that it wrote, and a torn last
 * line is skipped. Failing to write is said once and never stops the programme.
 */
export class TimelineJournal {
  readonly #path: string;
  readonly #log: Log;
  #writing: Promise<void> = Promise.resolve();
  #isFailing = false;

  private constructor(path: string, log: Log) {
    this.#path = path;
    this.#log = log;
  }

  /** Opens the journal of a show, with what an earlier run left in it. */
  static async open(path: string, log: Log): Promise<{ journal: TimelineJournal; state?: JournalState }> {
    await mkdir(dirname(path), { recursive: true });
    const text = await textOf(path);
    // A line torn by a kill must not swallow the next one.
    if (text !== '' && !text.endsWith('\n')) await appendFile(path, '\n');
    const state = stateOf(text);
    return { journal: new TimelineJournal(path, log), ...(state === undefined ? {} : { state }) };
  }

  /** What is written so far, by a process that leaves the journal alone. */
  static async read(path: string): Promise<JournalState | undefined> {
    return stateOf(await textOf(path));
  }

  append(line: JournalLine): void {
    this.#write(() => appendFile(this.#path, `${JSON.stringify(line)}\n`));
  }

  #write(write: () => Promise<void>): void {
    this.#writing = this.#writing.then(write).then(
      () => {
        this.#isFailing = false;
      },
      (error) => {
        if (!this.#isFailing)
          this.#log.error('packager.journal | cannot write; a restart may go back', { error });
        this.#isFailing = true;
      },
    );
  }

  /** Everything said so far is in the file's hands. */
  async flushed(): Promise<void> {
    await this.#writing;
  }
}

const textOf = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');
const stateOf = (text: string): JournalState | undefined => replay(text.split('\n').flatMap(parseLine));

function parseLine(text: string): JournalLine[] {
  if (text === '') return [];
  try {
    return [lineSchema.parse(JSON.parse(text))];
  } catch {
    return [];
  }
}

function replay(lines: readonly JournalLine[]): JournalState | undefined {
  let state: JournalState | undefined;
  for (const line of lines) {
    if (line.fact === 'begun') {
      state ??= {
        anchorWallMs: line.anchorWallMs,
        lastMsn: 0,
        discontinuities: [],
        segments: new Map(),
        ended: false,
      };
      const { profile, renditions } = line;
      if (profile && renditions) state.programme = { profile, renditions };
    }
    if (!state) continue;
    if (line.fact === 'opened') {
      state.lastMsn = Math.max(state.lastMsn, line.msn);
      if (line.discontinuity) state.discontinuities.push(line.msn);
    } else if (line.fact === 'segment') {
      const known = state.segments.get(line.renditionId) ?? [];
      known.push(line.segment);
      state.segments.set(line.renditionId, known);
      state.lastMsn = Math.max(state.lastMsn, line.segment.msn);
    } else if (line.fact === 'range') state.dateRanges = withRange(state.dateRanges, line.range);
    else if (line.fact === 'ended') state.ended = true;
  }
  return state;
}

/** The newest word of each, in the order in which they began; as many as playlists name. */
function withRange(ranges: readonly DateRange[] = [], range: DateRange): DateRange[] {
  const at = ranges.findIndex(({ id }) => id === range.id);
  return at < 0 ? [...ranges, range].slice(-RANGES_AT_MOST) : ranges.with(at, range);
}
