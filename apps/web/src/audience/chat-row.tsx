import { CornerUpLeft, MonitorUp, MoreHorizontal, PenLine, Pin, Trash2 } from 'lucide-react';
import { memo } from 'react';
import type { AudienceClient, Connection } from '#client';
import type { ChatMessage, SessionView } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { Badge } from '../ui/badge.js';
import { isModeratorRole } from '../ui/is-moderator.js';
import { Menu, MenuItem } from '../ui/menu.js';
import { runAction } from '../ui/run-action.js';
import { timeText } from '../ui/show-text.js';
import { FoldedText } from './folded-text.js';
import { LinkedText } from './linked-text.js';
import { mentions } from './mentions.js';
import { SiteBanItem } from './site-ban-item.js';

const TIME_OUT_SECONDS = 300;
const NAME_COLOURS = 10;

/** A person keeps the colour of the name, in this show and in the next. */
const colourOf = (personId: string): number =>
  [...personId].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7) % NAME_COLOURS;

/** Names are not unique, and change: where the answered message is at hand, its author says whose it is. */
function answers(
  replyTo: ChatMessage['replyTo'],
  me: Pick<SessionView, 'personId' | 'name'> | null,
  chat: readonly ChatMessage[],
): boolean {
  if (replyTo === null || me === null) return false;
  const answered = chat.find(({ messageId }) => messageId === replyTo.messageId);
  return answered === undefined ? replyTo.name === me.name : answered.personId === me.personId;
}

interface ChatRowProps {
  message: ChatMessage;
  audience: AudienceClient;
  connection: Connection;
  session: SessionView | null;
  isModerator: boolean;
  onShow: ((comment: { name: string; text: string }) => void) | undefined;
  /** Absent where nothing can be written. */
  onReply: ((message: ChatMessage) => void) | undefined;
  /** Of one's own message: another name from now on. */
  onRename?: (() => void) | undefined;
}

/** One message, what it answers, and what can be done with it. Drawn once: hundreds stand there when the next one comes. */
export const ChatRow = memo(function ChatRow({
  message,
  audience,
  connection,
  session,
  isModerator,
  onShow,
  onReply,
  onRename,
}: ChatRowProps) {
  const t = useText();
  const { name, role, text, messageId, personId, replyTo, atWallMs, hiddenFor } = message;
  const isMine = session?.personId === personId;
  const isToMe = mentions(text, session?.name) || answers(replyTo, session, audience.state.value.chat);
  const trigger = (
    <button type="button" className="chat-more" aria-label={t('watch.chat.more', { name })}>
      <MoreHorizontal size={16} />
    </button>
  );
  return (
    <li className={!isMine && isToMe ? 'chat-line chat-mention' : 'chat-line'}>
      <p>
        {replyTo ? (
          <span className="chat-answered small dim truncate">
            <CornerUpLeft size={12} aria-hidden="true" /> <bdi>{replyTo.name}</bdi>: <bdi>{replyTo.text}</bdi>
          </span>
        ) : null}
        <time className="chat-time" dateTime={new Date(atWallMs).toISOString()}>
          {timeText(atWallMs)}
        </time>
        <strong
          className={`chat-name chat-name-${colourOf(personId)}${isModeratorRole(role) ? ' chat-name-staff' : ''}`}
        >
          <bdi>{name}</bdi>
        </strong>
        {isModeratorRole(role) || role === 'guest' ? <Badge mood="brand">{t(`common.${role}`)}</Badge> : null}{' '}
        <span className="chat-text" dir="auto">
          {hiddenFor === undefined ? <LinkedText text={text} /> : <FoldedText name={name} text={text} />}
        </span>
      </p>
      {isModerator || isMine || onReply ? (
        <Menu trigger={trigger}>
          {onReply ? (
            <MenuItem icon={<CornerUpLeft size={15} />} onSelect={() => onReply(message)}>
              {t('watch.chat.reply')}
            </MenuItem>
          ) : null}
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
          {isMine && onRename ? (
            <MenuItem icon={<PenLine size={15} />} onSelect={onRename}>
              {t('watch.chat.rename')}
            </MenuItem>
          ) : null}
          {isModerator || isMine ? (
            <MenuItem
              icon={<Trash2 size={15} />}
              onSelect={() => runAction(audience.deleteMessage(messageId))}
            >
              {t('studio.chat.delete')}
            </MenuItem>
          ) : null}
          {isModerator && !isMine ? (
            <>
              <MenuItem onSelect={() => runAction(audience.timeOut(personId, TIME_OUT_SECONDS))}>
                {t('studio.chat.time-out', { name })}
              </MenuItem>
              <MenuItem bad onSelect={() => runAction(connection.request('moderation.ban', { personId }))}>
                {t('studio.chat.ban', { name })}
              </MenuItem>
              {session ? <SiteBanItem showId={session.showId} personId={personId} name={name} /> : null}
            </>
          ) : null}
        </Menu>
      ) : null}
    </li>
  );
});
