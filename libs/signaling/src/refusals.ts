import { guestError, type ShowError } from '#kernel';
import { LIMITS } from '#protocol';

/** Of a message over the limit that a node refuses, whether it runs the show or passes the message on. */
export const tooLarge = (limitBytes: number = LIMITS.messageBytes): ShowError =>
  guestError('message-too-large', `A message may have ${limitBytes} bytes.`, { status: 413 });

export const tooMany = (): ShowError =>
  guestError('too-many-messages', 'Too many messages. Wait a moment.', { retry: true, status: 429 });
