import { z } from 'zod';
import type { Replica } from './ports.js';
import { timedEventSchema } from './timed-event.js';

const rendition = { renditionId: z.string().min(1).max(64) };
const ofRun = { ...rendition, run: z.int().nonnegative() };

/** What happened to a programme's encoders, in one order for all renditions. Bytes stand beside `init` and `fragment`. */
export const entrySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('run-opened'),
    ...ofRun,
    start: z.strictObject({ units: z.number(), perSecond: z.number().positive() }),
    continues: z.boolean().optional(),
    boundary: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal('init'), ...ofRun }),
  z.strictObject({ kind: z.literal('fragment'), ...ofRun }),
  z.strictObject({ kind: z.literal('run-closed'), ...ofRun }),
  /** A rendition is given up until an encoder for it starts. */
  z.strictObject({ kind: z.literal('withdrawn'), ...rendition }),
  /** Beside video and audio: a span of the programme, or text of an application. */
  z.strictObject({ kind: z.literal('event'), event: timedEventSchema }),
  z.strictObject({ kind: z.literal('ended') }),
]);
export type ShowLogEntry = z.output<typeof entrySchema>;

/** A piece of an encoder's output: its bytes go to the replica directly. */
export type PieceEntry = Extract<ShowLogEntry, { kind: 'init' | 'fragment' }>;

export const isPiece = (entry: ShowLogEntry): entry is PieceEntry =>
  entry.kind === 'init' || entry.kind === 'fragment';

/** Tells a replica of everything else. */
export function applyEvent(replica: Replica, entry: Exclude<ShowLogEntry, PieceEntry>): void {
  switch (entry.kind) {
    case 'run-opened': {
      const { renditionId, run, start, continues, boundary } = entry;
      replica.runOpened({ renditionId, run, start, continues, boundary });
      return;
    }
    case 'run-closed':
      replica.runClosed(entry.renditionId, entry.run);
      return;
    case 'withdrawn':
      replica.withdraw(entry.renditionId);
      return;
    case 'event':
      replica.timed(entry.event);
      return;
    case 'ended':
      replica.end();
  }
}
