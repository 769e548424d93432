import { Megaphone, MessageCircle, Pin } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { AudienceClient, Connection } from '#client';
import type { ChatMessage, ResponseData } from '#protocol';
import { type Text, useText } from '../i18n/use-text.js';
import { withWorkTexts } from '../i18n/with-work-texts.js';
import { Button } from '../ui/button.js';
import { EmptyState } from '../ui/notice.js';
import { timeText } from '../ui/show-text.js';
import { useObserved } from '../ui/use-observed.js';
import { ChatField } from './chat-field.js';
import { ChatLog } from './chat-log.js';
import { ChatRow } from './chat-row.js';
import { EventRow } from './event-row.js';
import { useRowActions } from './use-row-actions.js';
import { WaitingNotes } from './waiting-notes.js';
import './audience.css';

/** No viewer waits for the code of moderators. */
const HeldBar = lazy(async () => ({ default: (await withWorkTexts(import('./held-bar.js'))).HeldBar }));

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

export function ChatPanel({ connection, audience, isModerator, onShow, instead, onRename }: ChatPanelProps) {
  const t = useText();
  const { chat, pinned, notice, rules, restriction, slowedSeconds = 0 } = useObserved(audience.state);
  const leftOut = useObserved(audience.leftOut);
  const isDelayed = useObserved(audience.isDelayed);
  const [replyTo, setReplyTo] = useState<ChatMessage>();
  const canWrite = instead === undefined && (rules.chatOpen || isModerator);
  const actions = useRowActions({ onShow, onRename });
  return (
    <div className="chat">
      {isModerator ? (
        <Suspense fallback={null}>
          <HeldBar audience={audience} />
        </Suspense>
      ) : null}
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
            <strong>
              <bdi>{pinned.name}</bdi>
            </strong>{' '}
            <bdi>{pinned.text}</bdi>
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
        <EmptyState
          icon={<MessageCircle />}
          title={t('watch.chat.empty')}
          text={t('watch.chat.empty.text')}
        />
      ) : (
        <ChatLog
          label={t('watch.chat')}
          messages={chat}
          onTop={() => void audience.loadOlder()}
          onEnd={() => audience.forgetOlder()}
        >
          {chat.map((message) =>
            message.event === undefined ? (
              <ChatRow
                key={message.messageId}
                message={message}
                audience={audience}
                connection={connection}
                session={connection.state.value.session}
                isModerator={isModerator}
                onReply={canWrite ? setReplyTo : undefined}
                {...actions}
              />
            ) : (
              <EventRow
                key={message.messageId}
                message={message}
                event={message.event}
                audience={audience}
                isModerator={isModerator}
              />
            ),
          )}
        </ChatLog>
      )}
      {leftOut > 0 && !isModerator ? (
        <p className="chat-closed">{t.count('watch.chat.left-out', leftOut)}</p>
      ) : null}
      <WaitingNotes audience={audience} />
      {restriction && restriction.kind !== 'lifted' ? (
        <p className="chat-closed">{restrictionText(restriction, t)}</p>
      ) : !rules.chatOpen && !isModerator ? (
        <p className="chat-closed">{t('watch.chat.closed')}</p>
      ) : (
        (instead ?? (
          <ChatField
            audience={audience}
            names={namesIn(chat, connection.state.value.session?.personId)}
            slowModeSeconds={isModerator ? 0 : Math.max(rules.slowModeSeconds, slowedSeconds)}
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
