import { MessageCircle } from 'lucide-react';
import { useEffect, useState } from 'react';
import { ReplayedChat, type ReplayedMessage, type ViewerClient } from '#client';
import { ChatLog } from '../../audience/chat-log.js';
import { EventLine } from '../../audience/event-line.js';
import { FoldedText } from '../../audience/folded-text.js';
import { LinkedText } from '../../audience/linked-text.js';
import { useText } from '../../i18n/use-text.js';
import { api } from '../../ui/api.js';
import { EmptyState } from '../../ui/notice.js';
import { timeText } from '../../ui/show-text.js';
import { findTicket } from '../../ui/tickets.js';
import { useObserved } from '../../ui/use-observed.js';
import '../../audience/audience.css';

interface ReplayedChatPanelProps {
  showId: string;
  viewer: ViewerClient;
}

/** Beside a recording: what was said at the moment that is on the screen. */
export function ReplayedChatPanel({ showId, viewer }: ReplayedChatPanelProps) {
  const [chat, setChat] = useState<ReplayedChat>();
  useEffect(() => {
    const made = new ReplayedChat({ playhead: () => viewer.programmeMs, load: loadFrom(showId) });
    setChat(made);
    return () => made.close();
  }, [showId, viewer]);
  return chat ? <Replayed chat={chat} /> : null;
}

function Replayed({ chat }: { chat: ReplayedChat }) {
  const t = useText();
  const messages = useObserved(chat.messages);
  const isMissing = useObserved(chat.isMissing);
  return (
    <div className="chat">
      {messages.length === 0 ? (
        <EmptyState icon={<MessageCircle />} title={t('watch.chat')} text={t('watch.chat.replay.empty')} />
      ) : (
        <ChatLog label={t('watch.chat')} messages={messages}>
          {messages.map((message) => (
            <Line key={message.id} message={message} />
          ))}
        </ChatLog>
      )}
      <p className="chat-closed small" role="status">
        {t(isMissing ? 'watch.chat.replay.missing' : 'watch.chat.replay')}
      </p>
    </div>
  );
}

function Line({ message: { at, name, text, hiddenFor, event } }: { message: ReplayedMessage }) {
  if (event !== null) return <EventLine event={event} name={name} text={text} atWallMs={Date.parse(at)} />;
  return (
    <li className="chat-line">
      <p>
        <time className="chat-time" dateTime={at}>
          {timeText(Date.parse(at))}
        </time>
        <strong className="chat-name">
          <bdi>{name}</bdi>
        </strong>{' '}
        <span className="chat-text" dir="auto">
          {hiddenFor === null ? <LinkedText text={text} /> : <FoldedText name={name} text={text} />}
        </span>
      </p>
    </li>
  );
}

const loadFrom = (showId: string) => async (fromMs: number, toMs: number, limit: number) => {
  const ticket = findTicket(showId)?.ticket;
  const { items } = await api.calls.call('audience.replay', {
    params: { showId },
    query: { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString(), limit },
    ...(ticket === undefined ? {} : { credential: ticket }),
  });
  return items;
};
