import type { ReactNode } from 'react';
import type { ChatEvent } from '#protocol';
import type { MessageKey } from '../i18n/messages.js';
import { useText } from '../i18n/use-text.js';
import { timeText } from '../ui/show-text.js';

const TEXTS: Record<ChatEvent, MessageKey> = { 'on-stage': 'watch.chat.on-stage' };
/** Where the name stands in its sentence. */
const NAME = '\0';

const keyOf = (event: string): MessageKey | undefined =>
  Object.entries(TEXTS).find(([known]) => known === event)?.[1];

interface EventLineProps {
  /** One that this page has no words for is said in those of the server. */
  event: string;
  name: string;
  text: string;
  atWallMs: number;
  /** What can be done with it. */
  children?: ReactNode;
}

/** Between what is said: something that happened to a person. */
export function EventLine({ event, name, text, atWallMs, children }: EventLineProps) {
  const t = useText();
  const key = keyOf(event);
  const [before = '', after = ''] = key === undefined ? ['', ` ${text}`] : t(key, { name: NAME }).split(NAME);
  return (
    <li className="chat-line chat-event">
      <p>
        <time className="chat-time" dateTime={new Date(atWallMs).toISOString()}>
          {timeText(atWallMs)}
        </time>
        {before}
        <bdi>{name}</bdi>
        {after}
      </p>
      {children}
    </li>
  );
}
