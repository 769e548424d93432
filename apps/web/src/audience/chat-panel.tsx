import {
  Megaphone,
  MessageCircle,
  MonitorUp,
  MoreHorizontal,
  Pin,
  SendHorizontal,
  Trash2,
} from 'lucide-react';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { AudienceClient, Connection } from '#client';
import type { ChatMessage, ResponseData } from '#protocol';
import { type Text, useText } from '../i18n/use-text.js';
import { Badge } from '../ui/badge.js';
import { Button } from '../ui/button.js';
import { Menu, MenuItem } from '../ui/menu.js';
import { EmptyState } from '../ui/notice.js';
import { problemText } from '../ui/problem-text.js';
import { timeText } from '../ui/show-text.js';
import { toast } from '../ui/toast.js';
import { useObserved } from '../ui/use-observed.js';
import './audience.css';
import { runAction } from '../ui/run-action.js';

type Restriction = NonNullable<ResponseData<'audience.get'>['restriction']>;

interface ChatPanelProps {
  connection: Connection;
  audience: AudienceClient;
  isModerator: boolean;
  /** Puts a message on the programme, for a host. */
  onShow?: ((comment: { name: string; text: string }) => void) | undefined;
  /** Stands where the text field would be, until the visitor has a name. */
  instead?: ReactNode;
}

const LONGEST = 500;
const TIME_OUT_SECONDS = 300;
/** Nearer to the end than this, new messages pull the list along. */
const STICKS_PX = 80;

export function ChatPanel({ connection, audience, isModerator, onShow, instead }: ChatPanelProps) {
  const t = useText();
  const { chat, pinned, notice, rules, restriction } = useObserved(audience.state);
  const list = useRef<HTMLDivElement>(null);
  const [hasUnread, setUnread] = useState(false);
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
              <MessageRow
                key={message.messageId}
                message={message}
                audience={audience}
                connection={connection}
                isModerator={isModerator}
                onShow={onShow}
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
          <ChatField audience={audience} slowModeSeconds={isModerator ? 0 : rules.slowModeSeconds} />
        ))
      )}
    </div>
  );
}

interface MessageRowProps {
  message: ChatMessage;
  audience: AudienceClient;
  connection: Connection;
  isModerator: boolean;
  onShow: ChatPanelProps['onShow'];
}

function restrictionText({ kind, untilWallMs }: Restriction, t: Text): string {
  if (kind === 'ban') return t('watch.chat.banned');
  const until = untilWallMs === null ? '' : timeText(untilWallMs);
  return t('watch.chat.timed-out', { until });
}

function MessageRow({ message, audience, connection, isModerator, onShow }: MessageRowProps) {
  const t = useText();
  const { name, role, text, messageId, personId } = message;
  const isMine = connection.state.value.session?.personId === personId;
  const trigger = (
    <button type="button" className="chat-more" aria-label={t('watch.chat.more', { name })}>
      <MoreHorizontal size={16} />
    </button>
  );
  return (
    <li className="chat-line">
      <p>
        <strong className="chat-name">{name}</strong>
        {role === 'host' || role === 'co-host' || role === 'guest' || role === 'moderator' ? (
          <Badge mood="brand">{t(`common.${role}`)}</Badge>
        ) : null}{' '}
        <span>{text}</span>
      </p>
      {isModerator || isMine ? (
        <Menu trigger={trigger}>
          {onShow ? (
            <MenuItem icon={<MonitorUp size={15} />} onSelect={() => onShow({ name, text })}>
              {t('studio.comment.show')}
            </MenuItem>
          ) : null}
          {isModerator ? (
            <MenuItem icon={<Pin size={15} />} onSelect={() => runAction(audience.pin(messageId))}>
              {t('watch.chat.pin')}
            </MenuItem>
          ) : null}
          <MenuItem icon={<Trash2 size={15} />} onSelect={() => runAction(audience.deleteMessage(messageId))}>
            {t('studio.chat.delete')}
          </MenuItem>
          {isModerator && !isMine ? (
            <>
              <MenuItem onSelect={() => runAction(audience.timeOut(personId, TIME_OUT_SECONDS))}>
                {t('studio.chat.time-out', { name })}
              </MenuItem>
              <MenuItem bad onSelect={() => runAction(connection.request('moderation.ban', { personId }))}>
                {t('studio.chat.ban', { name })}
              </MenuItem>
            </>
          ) : null}
        </Menu>
      ) : null}
    </li>
  );
}

function ChatField({ audience, slowModeSeconds }: { audience: AudienceClient; slowModeSeconds: number }) {
  const t = useText();
  const [text, setText] = useState('');
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const said = text.trim();
    if (said === '') return;
    setText('');
    try {
      await audience.say(said);
    } catch (error) {
      // What was typed is not lost, unless something new is there already.
      setText((now) => now || said);
      toast(problemText(error));
    }
  };
  return (
    <form className="chat-field" onSubmit={(event) => void send(event)}>
      <input
        className="input"
        value={text}
        maxLength={LONGEST}
        aria-label={t('watch.chat.placeholder')}
        placeholder={
          slowModeSeconds > 0 ? t.count('watch.chat.slow', slowModeSeconds) : t('watch.chat.placeholder')
        }
        onChange={(event) => setText(event.target.value)}
        enterKeyHint="send"
      />
      <Button type="submit" variant="primary" className="button-icon" aria-label={t('watch.chat.send')}>
        <SendHorizontal size={18} />
      </Button>
    </form>
  );
}
