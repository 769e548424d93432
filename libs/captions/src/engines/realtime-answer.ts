import { z } from 'zod';
import { jsonOf } from './json-of.js';

const TYPE = 'conversation.item.input_audio_transcription';
const item_id = z.string().min(1).max(200);
const said = z.string().max(20_000);

/** What a server of realtime transcription says of speech; other events are of no concern. */
const answerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('input_audio_buffer.committed'), item_id }),
  z.object({ type: z.literal(`${TYPE}.delta`), item_id, delta: said }),
  z.object({ type: z.literal(`${TYPE}.completed`), item_id, transcript: said }),
  z.object({ type: z.literal(`${TYPE}.failed`), item_id }),
  z.object({
    type: z.literal('error'),
    error: z.object({ type: z.string().max(200), code: z.string().max(200).nullish() }),
  }),
]);

export type RealtimeAnswer =
  | { kind: 'committed' | 'failed'; itemId: string }
  | { kind: 'delta' | 'completed'; itemId: string; text: string }
  | { kind: 'error'; code: string };

/** Nothing where the answer is of no form that is known. */
export function parseRealtimeAnswer(text: string): RealtimeAnswer | undefined {
  const parsed = answerSchema.safeParse(jsonOf(text));
  if (!parsed.success) return undefined;
  const answer = parsed.data;
  switch (answer.type) {
    case 'error':
      return { kind: 'error', code: answer.error.code ?? answer.error.type };
    case 'input_audio_buffer.committed':
      return { kind: 'committed', itemId: answer.item_id };
    case `${TYPE}.failed`:
      return { kind: 'failed', itemId: answer.item_id };
    case `${TYPE}.delta`:
      return { kind: 'delta', itemId: answer.item_id, text: answer.delta };
    case `${TYPE}.completed`:
      return { kind: 'completed', itemId: answer.item_id, text: answer.transcript };
  }
}
