import { z } from 'zod';
import type { Ack } from '../errors.js';
import type { RequestInput, ResponseData } from '../requests.js';

/** One message of a page on its channel `captions`: the request `programme.caption`, with the page's number for the answer. */
export const captionFrameSchema = z.strictObject({
  id: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  line: z.unknown(),
});

export interface CaptionFrame {
  id: number;
  line: RequestInput<'programme.caption'>;
}

/** What the server says to a frame. Without a number the frame could not be read. */
export type CaptionAnswer = { id: number | null } & Ack<ResponseData<'programme.caption'>>;
