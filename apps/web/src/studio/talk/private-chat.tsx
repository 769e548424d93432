import { Lock, SendHorizontal } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { StudioTalk } from '#client';
import type { StudioMessage } from '#protocol';
import { LinkedText } from '../../audience/linked-text.js';
import { useText } from '../../i18n/use-text.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { EmptyState } from '../../ui/notice.js';
import { problemText } from '../../ui/problem-text.js';
import { timeText } from '../../ui/show-text.js';
import { toast } from '../../ui/toast.js';
import { useObserved } from '../../ui/use-observed.js';
import '../../audience/audience.css';

const LONGEST = 500;
/** Nearer to the end than this, new messages pull the list along. */
const STICKS_PX = 80;

/** What those on stage and backstage write to each other. */
export function PrivateChat({ talk }: { talk: StudioTalk }) {
  const t = useText();
  const { messages } = useObserved(talk.state);
  const room = useRef<HTMLElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useReading(room, talk);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when messages come
  useEffect(() => {
    if (isAtEnd.current) list.current?.scrollTo?.({ top: list.current.scrollHeight });
  }, [messages]);
  const onScroll = () => {
    const box = list.current;
    if (box) isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < STICKS_PX;
  };
  return (
    <section className="chat" ref={room} aria-label={t('studio.private')}>
      {messages.length === 0 ? (
        <EmptyState icon={<Lock />} title={t('studio.private')} text={t('studio.private.empty')} />
      ) : (
        <div
          className="chat-list"
          ref={list}
          onScroll={onScroll}
          role="log"
          aria-label={t('studio.private')}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard
          tabIndex={0}
        >
          <ol>
            {messages.map((message) => (
              <Line key={message.messageId} message={message} />
            ))}
          </ol>
        </div>
      )}
      <p className="chat-closed">{t('studio.private.hint')}</p>
      <Field talk={talk} />
    </section>
  );
}

function Line({ message: { name, role, text, atWallMs } }: { message: StudioMessage }) {
  const t = useText();
  return (
    <li className="chat-line">
      <p>
        <time className="chat-time" dateTime={new Date(atWallMs).toISOString()}>
          {timeText(atWallMs)}
        </time>
        <strong className={role === 'guest' ? 'chat-name' : 'chat-name chat-name-staff'}>{name}</strong>
        {role === 'host' || role === 'co-host' || role === 'guest' ? (
          <Badge mood="brand">{t(`common.${role}`)}</Badge>
        ) : null}{' '}
        <span className="chat-text">
          <LinkedText text={text} />
        </span>
      </p>
    </li>
  );
}

function Field({ talk }: { talk: StudioTalk }) {
  const t = useText();
  const [text, setText] = useState('');
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const said = text.trim();
    if (said === '') return;
    setText('');
    try {
      await talk.say(said);
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

/** A tab that is not chosen, or a dialog that is closed, is not read. */
function useReading(room: { readonly current: HTMLElement | null }, talk: StudioTalk): void {
  useEffect(() => {
    if (!room.current) return;
    const observer = new IntersectionObserver((seen) => talk.setInView(seen.at(-1)?.isIntersecting ?? false));
    observer.observe(room.current);
    return () => {
      observer.disconnect();
      talk.setInView(false);
    };
  }, [room, talk]);
}
