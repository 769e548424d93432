import { z } from 'zod';

/** Every code that the wire may answer with. Stable: pages translate them. */
export const ERROR_CODES = [
  'internal',
  'bad-message',
  'message-too-large',
  'too-many-messages',
  'unknown-message',
  'not-allowed',
  'not-joined',
  'already-joined',
  'version-mismatch',
  'ticket-invalid',
  'ticket-expired',
  'taken-over',
  'banned',
  'removed',
  'show-not-found',
  'show-ended',
  'show-full',
  'stage-full',
  'stage-locked',
  'stage-not-ready',
  'stage-rebuilding',
  'not-on-stage',
  'participant-not-found',
  'person-not-found',
  'state-full',
  'call-busy',
  'call-not-found',
  'transport-not-found',
  'transport-exists',
  'transport-not-connected',
  'transport-already-connected',
  'transport-wrong-direction',
  'producer-not-found',
  'producer-exists',
  'consumer-not-found',
  'media-not-supported',
  'media-rejected',
  'muted-by-host',
  'promotion-not-found',
  'promotion-over',
  'promotion-wrong-state',
  'hand-not-raised',
  'programme-wrong-state',
  'programme-failed',
  'slow-mode',
  'chat-off',
  'questions-off',
  'reactions-off',
  'quieted',
  'links-off',
  'database-unavailable',
  'text-rejected',
  'repeated-text',
  'too-new',
  'name-looks-alike',
  'too-many-waiting',
  'message-not-found',
  'question-not-found',
  'poll-not-found',
  'poll-closed',
  'already-voted',
  'file-not-found',
  'file-too-large',
  'file-refused',
  'overloaded',
  'other-node',
  'timed-out',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** A code, a sentence for a person, and whether the same request may succeed later. */
export const wireErrorSchema = z.object({
  code: z.enum(ERROR_CODES),
  message: z.string(),
  retry: z.boolean(),
  details: z.exactOptional(z.record(z.string(), z.unknown())),
});
export type WireError = z.output<typeof wireErrorSchema>;

/** The acknowledgement of every request. */
export type Ack<Data> = { ok: true; data: Data } | { ok: false; error: WireError };

export const isErrorCode = (code: string): code is ErrorCode =>
  (ERROR_CODES as readonly string[]).includes(code);
