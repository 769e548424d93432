import { Megaphone, MessageCircle, Pin } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { AudienceClient, Connection } from '#client';
import type { ChatMessage, ResponseData } from '#protocol';
import { type Text, useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import { EmptyState } from '../ui/notice.js';
import { timeText } from '../ui/show-text.js';
import { useObserved } from '../ui/use-observed.js';
import { ChatField } from './chat-field.js';
import { ChatRow } from './chat-row.js';
import './audience.css';

type Restriction = NonNullable<ResponseData<'audience.get'>['restriction']>;

interface ChatPanelProps {
  connection: Connection;
  audience: AudienceClient;
  isModerator: boolean;
  /** Puts a message on the programme, for a host. */
  onShow?: ((comment: { name: string; text: string }) => void) | undefined;
  /** Stands where the text field would be, until the visitor has a name. */
  instead?: ReactNode;
  onRename?: (() => void) | undefined;
}

/** Nearer to the end than this, new messages pull the list along. */
const STICKS_PX = 80;

export function ChatPanel({ connection, audience, isModerator, onShow, instead, onRename }: ChatPanelProps) {
  const t = useText();
  const { chat, pinned, notice, rules, restriction } = useObserved(audience.state);
  const isDelayed = useObserved(audience.isDelayed);
  const list = useRef<HTMLDivElement>(null);
  const [hasUnread, setUnread] = useState(false);
  const [replyTo, setReplyTo] = useState<ChatMessage>();
  const canWrite = instead === undefined && (rules.chatOpen || isModerator);
  const isAtEnd = useRef(true);
  const toEnd = () => list.current?.scrollTo({ top: list.current.scrollHeight });
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when messages come
  useEffect(() => {
    if (isAtEnd.current) toEnd();
    else setUnread(true);
  }, [chat]);
  const onScroll = () => {
    const box = list.current;
    if (!box) return;
    isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < STICKS_PX;
    if (isAtEnd.current) setUnread(false);
  };
  return (
    <div className="chat">
      {notice ? (
        <p className="chat-pinned" role="status">
          <Megaphone size={14} aria-hidden="true" />
          {notice}
        </p>
      ) : null}
      {pinned ? (
        <div className="chat-pinned">
          <Pin size={14} aria-label={t('watch.chat.pinned')} />
          <p className="grow">
            <strong>{pinned.name}</strong> {pinned.text}
          </p>
          {isModerator ? (
            <Button size="small" variant="ghost" onClick={() => void audience.pin(null)}>
              {t('watch.chat.unpin')}
            </Button>
          ) : null}
        </div>
      ) : null}
      {isDelayed ? (
        <p className="chat-closed" role="status">
          {t('watch.chat.delayed')}
        </p>
      ) : null}
      {chat.length === 0 ? (
        <EmptyState icon={<MessageCircle />} title={t('watch.chat')} text={t('watch.chat.empty')} />
      ) : (
        <div
          className="chat-list"
          ref={list}
          onScroll={onScroll}
          role="log"
          aria-label={t('watch.chat')}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard
          tabIndex={0}
        >
          <ol>
            {chat.map((message) => (
              <ChatRow
                key={message.messageId}
                message={message}
                audience={audience}
                connection={connection}
                isModerator={isModerator}
                onShow={onShow}
                onReply={canWrite ? () => setReplyTo(message) : undefined}
                onRename={onRename}
              />
            ))}
          </ol>
        </div>
      )}
      {hasUnread ? (
        <Button size="small" variant="primary" className="chat-unread" onClick={toEnd}>
          {t('watch.chat.new')}
        </Button>
      ) : null}
      {restriction && restriction.kind !== 'lifted' ? (
        <p className="chat-closed">{restrictionText(restriction, t)}</p>
      ) : !rules.chatOpen && !isModerator ? (
        <p className="chat-closed">{t('watch.chat.closed')}</p>
      ) : (
        (instead ?? (
          <ChatField
            audience={audience}
            names={namesIn(chat, connection.state.value.session?.personId)}
            slowModeSeconds={isModerator ? 0 : rules.slowModeSeconds}
            replyTo={replyTo}
            onReplied={() => setReplyTo(undefined)}
          />
        ))
      )}
    </div>
  );
}

function restrictionText({ kind, untilWallMs }: Restriction, t: Text): string {
  if (kind === 'ban') return t('watch.chat.banned');
  const until = untilWallMs === null ? '' : timeText(untilWallMs);
  return t('watch.chat.timed-out', { until });
}

/** Names of writers, the newest first, without one's own. */
function namesIn(chat: readonly ChatMessage[], me: string | undefined): string[] {
  const others = chat.filter(({ personId }) => personId !== me).map(({ name }) => name);
  return [...new Set(others.reverse())];
}
