import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import './audience.css';

interface ChatLogProps {
  label: string;
  /** Another array whenever a message comes or goes. */
  messages: readonly unknown[];
  /** A list item for each message. */
  children: ReactNode;
}

/** Nearer to the end than this, new messages pull the list along. */
const STICKS_PX = 80;

/** Messages, oldest first: it stays at the newest one until the reader scrolls back, and then says that there are new ones. */
export function ChatLog({ label, messages, children }: ChatLogProps) {
  const t = useText();
  const list = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const [hasUnread, setUnread] = useState(false);
  const toEnd = () => list.current?.scrollTo({ top: list.current.scrollHeight });
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when messages come
  useEffect(() => {
    if (isAtEnd.current) toEnd();
    else setUnread(true);
  }, [messages]);
  const onScroll = () => {
    const box = list.current;
    if (!box) return;
    isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < STICKS_PX;
    if (isAtEnd.current) setUnread(false);
  };
  return (
    <>
      <div
        className="chat-list"
        ref={list}
        onScroll={onScroll}
        role="log"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard
        tabIndex={0}
      >
        <ol>{children}</ol>
      </div>
      {hasUnread ? (
        <Button size="small" variant="primary" className="chat-unread" onClick={toEnd}>
          {t('watch.chat.new')}
        </Button>
      ) : null}
    </>
  );
}
