import type { ChatMessage } from '#protocol';

/** Messages of others after the one that was read last; all of them where that one is gone or nothing was read. */
export function unreadMessages(
  chat: readonly Pick<ChatMessage, 'messageId' | 'personId'>[],
  lastReadId: string | undefined,
  me: string | undefined,
): number {
  const from = chat.findIndex(({ messageId }) => messageId === lastReadId) + 1;
  return chat.slice(from).filter(({ personId }) => personId !== me).length;
}
