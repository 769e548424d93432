import { z } from 'zod';

const seconds = z.number().min(0).max(10_000_000);

export const MOST_CHAPTERS = 200;

/** Both from the first recorded frame. */
export const trimSchema = z.strictObject({ fromSeconds: seconds, toSeconds: seconds });
export type Trim = z.output<typeof trimSchema>;

/** Begins there and lasts to the next one. From the first recorded frame. */
export const chapterSchema = z.strictObject({ atSeconds: seconds, title: z.string().min(1).max(200) });
export type Chapter = z.output<typeof chapterSchema>;

/** What is played of a recording that is over. What is left out stays as it is. */
export const recordingEditSchema = z.strictObject({
  trim: trimSchema.nullable().optional(),
  chapters: z.array(chapterSchema).max(MOST_CHAPTERS).optional(),
});
export type RecordingEdit = z.output<typeof recordingEditSchema>;
