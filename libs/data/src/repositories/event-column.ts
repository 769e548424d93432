import { CHAT_EVENTS, type ChatEvent } from '#protocol';

/** An event that only a later version of this server knows is read as a message: its text says what happened. */
export const toEvent = (text: string | null): ChatEvent | null =>
  CHAT_EVENTS.find((event) => event === text) ?? null;
