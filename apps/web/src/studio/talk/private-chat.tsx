import { Lock, SendHorizontal } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { StudioTalk } from '#client';
import { LIMITS, type StudioMessage } from '#protocol';
import { ChatLog } from '../../audience/chat-log.js';
import { LinkedText } from '../../audience/linked-text.js';
import { useDraft } from '../../audience/use-draft.js';
import { useText } from '../../i18n/use-text.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { EmptyState } from '../../ui/notice.js';
import { timeText } from '../../ui/show-text.js';
import { useObserved } from '../../ui/use-observed.js';

/** What those on stage and backstage write to each other. */
export function PrivateChat({ talk }: { talk: StudioTalk }) {
  const t = useText();
  const { messages } = useObserved(talk.state);
  const panel = useRef<HTMLElement>(null);
  useReading(panel, talk);
  return (
    <section className="chat" ref={panel} aria-label={t('studio.private')}>
      {messages.length === 0 ? (
        <EmptyState icon={<Lock />} title={t('studio.private.empty')} text={t('studio.private.empty.text')} />
      ) : (
        <ChatLog label={t('studio.private')} messages={messages}>
          {messages.map((message) => (
            <MessageRow key={message.messageId} message={message} />
          ))}
        </ChatLog>
      )}
      <p className="chat-closed">{t('studio.private.hint')}</p>
      <MessageField talk={talk} />
    </section>
  );
}

function MessageRow({ message: { name, role, text, atWallMs } }: { message: StudioMessage }) {
  const t = useText();
  return (
    <li className="chat-line">
      <p>
        <time className="chat-time" dateTime={new Date(atWallMs).toISOString()}>
          {timeText(atWallMs)}
        </time>
        <strong className={role === 'guest' ? 'chat-name' : 'chat-name chat-name-staff'}>
          <bdi>{name}</bdi>
        </strong>
        {role === 'host' || role === 'co-host' || role === 'guest' ? (
          <Badge mood="brand">{t(`common.${role}`)}</Badge>
        ) : null}{' '}
        <span className="chat-text" dir="auto">
          <LinkedText text={text} />
        </span>
      </p>
    </li>
  );
}

function MessageField({ talk }: { talk: StudioTalk }) {
  const t = useText();
  const { text, setText, onSubmit } = useDraft((said) => talk.say(said));
  return (
    <form className="chat-field" onSubmit={onSubmit}>
      <input
        className="input"
        value={text}
        maxLength={LIMITS.chatLength}
        aria-label={t('studio.private.placeholder')}
        placeholder={t('studio.private.placeholder')}
        onChange={(event) => setText(event.target.value)}
        enterKeyHint="send"
        autoComplete="off"
      />
      <Button type="submit" variant="primary" className="button-icon" aria-label={t('watch.chat.send')}>
        <SendHorizontal size={18} />
      </Button>
    </form>
  );
}

/** Messages count as read while the panel is in view: not in a tab that is not chosen, nor in a closed dialog. */
function useReading(panel: { readonly current: HTMLElement | null }, talk: StudioTalk): void {
  useEffect(() => {
    if (!panel.current) return;
    const observer = new IntersectionObserver((seen) => talk.setInView(seen.at(-1)?.isIntersecting ?? false));
    observer.observe(panel.current);
    return () => {
      observer.disconnect();
      talk.setInView(false);
    };
  }, [panel, talk]);
}
