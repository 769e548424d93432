import { useState } from 'react';
import { useObserved } from '../ui/use-observed.js';
import type { StudioPanelProps } from './studio-panel.js';
import { unreadMessages } from './unread-messages.js';

interface TabCounts {
  /** By the id of a panel: what asks for attention in it. */
  counts: Readonly<Record<string, number>>;
  onChosen(id: string): void;
}

/** Nobody reads the chat until its tab is chosen, and not after another one is. */
export function useTabCounts({ clients, stageSession }: StudioPanelProps): TabCounts {
  const { unread } = useObserved(clients.talk.state);
  const { chat, questions, polls, held } = useObserved(clients.audience.state);
  const { session } = useObserved(stageSession.connection.state);
  const [isReading, setReading] = useState(false);
  const [lastReadId, setLastReadId] = useState<string>();
  const newest = chat.at(-1)?.messageId;
  return {
    counts: {
      private: unread,
      chat: isReading ? 0 : unreadMessages(chat, lastReadId, session?.personId),
      held: held?.length ?? 0,
      questions: questions.filter(({ state }) => state === 'open').length,
      polls: polls.filter(({ closed }) => !closed).length,
    },
    onChosen: (id) => {
      if (isReading) setLastReadId(newest);
      setReading(id === 'chat');
    },
  };
}
