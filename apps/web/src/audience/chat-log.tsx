import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import './audience.css';

interface ChatLogProps {
  label: string;
  /** Another array whenever a message comes or goes. */
  messages: readonly unknown[];
  /** Its reader is near the oldest message: loads what was said before. */
  onTop?(): void;
  /** Its reader is at the newest message. */
  onEnd?(): void;
  /** A list item for each message. */
  children: ReactNode;
}

/** Nearer to the end than this, new messages pull the list along. */
const STICKS_PX = 80;
/** Nearer to the top than this, older messages are loaded. */
const LOADS_PX = 200;

/** Messages, oldest first: it stays at the newest one until the reader scrolls back, and then says that there are new ones. */
export function ChatLog({ label, messages, onTop, onEnd, children }: ChatLogProps) {
  const t = useText();
  const list = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const held = useRef<Place>(undefined);
  const [hasUnread, setUnread] = useState(false);
  const toEnd = () => list.current?.scrollTo({ top: list.current.scrollHeight });
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when messages come
  useLayoutEffect(() => {
    const box = list.current;
    if (!box) return;
    if (isAtEnd.current) {
      toEnd();
      return;
    }
    keepPlace(box, held.current);
    held.current = placeIn(box);
  }, [messages]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when messages come
  useEffect(() => {
    if (!isAtEnd.current) setUnread(true);
  }, [messages]);
  const onScroll = () => {
    const box = list.current;
    if (!box) return;
    const wasAtEnd = isAtEnd.current;
    isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < STICKS_PX;
    // Looks at each message: at the end there is no place to keep.
    held.current = isAtEnd.current ? undefined : placeIn(box);
    if (isAtEnd.current) {
      setUnread(false);
      if (!wasAtEnd) onEnd?.();
    } else if (box.scrollTop < LOADS_PX) onTop?.();
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

/** Which message stands how far below the upper edge. */
interface Place {
  item: HTMLElement;
  belowPx: number;
}

function placeIn(box: HTMLElement): Place | undefined {
  const items = box.querySelectorAll<HTMLElement>('ol > li');
  const item = [...items].find((each) => each.offsetTop + each.offsetHeight > box.scrollTop);
  return item && { item, belowPx: item.offsetTop - box.scrollTop };
}

/** Messages came or went above it: the one that is being read stays where it is. */
function keepPlace(box: HTMLElement, place: Place | undefined): void {
  if (place?.item.isConnected) box.scrollTop = place.item.offsetTop - place.belowPx;
}
