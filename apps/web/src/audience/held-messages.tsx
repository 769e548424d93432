import { Check, ShieldCheck, X } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import type { AudienceClient, HeldMessage } from '#client';
import type { HeldDecision } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { Badge } from '../ui/badge.js';
import { Button } from '../ui/button.js';
import { EmptyState } from '../ui/notice.js';
import { runAction } from '../ui/run-action.js';
import { timeText } from '../ui/show-text.js';
import { useObserved } from '../ui/use-observed.js';
import { LinkedText } from './linked-text.js';
import './audience.css';
import './held-messages.css';

const DECISION_OF_KEY: Record<string, HeldDecision> = { a: 'approve', r: 'refuse' };
const STEP_OF_KEY: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

/** What waits for a moderator, the oldest first: decided on by buttons, or by keys on the focused message. */
export function HeldMessages({ audience }: { audience: AudienceClient }) {
  const t = useText();
  const { held = [] } = useObserved(audience.state);
  const list = useRef<HTMLUListElement>(null);
  const decide = (messageId: string, decision: HeldDecision) =>
    runAction(audience.decide(messageId, decision));
  const focus = (at: number) => {
    const item = list.current?.children[at];
    if (item instanceof HTMLElement) item.focus();
  };
  const onKeyDown = (event: KeyboardEvent, at: number) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEP_OF_KEY[event.key];
    const decision = DECISION_OF_KEY[event.key.toLowerCase()];
    const message = held[at];
    if (step === undefined && decision === undefined) return;
    event.preventDefault();
    if (step !== undefined) return focus(at + step);
    if (decision === undefined || !message) return;
    decide(message.messageId, decision);
    focus(at + 1 < held.length ? at + 1 : at - 1);
  };
  if (held.length === 0)
    return (
      <EmptyState icon={<ShieldCheck />} title={t('studio.held.empty')} text={t('studio.held.empty.text')} />
    );
  return (
    <>
      <p className="held-keys small dim">{t('studio.held.keys')}</p>
      <ul className="held-list" ref={list}>
        {held.map((message, at) => (
          <HeldRow
            key={message.messageId}
            message={message}
            onKeyDown={(event) => onKeyDown(event, at)}
            decide={(decision) => decide(message.messageId, decision)}
          />
        ))}
      </ul>
    </>
  );
}

interface HeldRowProps {
  message: HeldMessage;
  onKeyDown(event: KeyboardEvent): void;
  decide(decision: HeldDecision): void;
}

function HeldRow({ message: { name, text, cause, atWallMs }, onKeyDown, decide }: HeldRowProps) {
  const t = useText();
  return (
    <li
      className="held-row"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: decided on by keys
      tabIndex={0}
      aria-label={t('studio.held.message', { name, text })}
      onKeyDown={onKeyDown}
    >
      <p>
        <time className="chat-time" dateTime={new Date(atWallMs).toISOString()}>
          {timeText(atWallMs)}
        </time>
        <strong className="chat-name">
          <bdi>{name}</bdi>
        </strong>
        <Badge mood="warn">{t(`defence.${cause}`)}</Badge>
      </p>
      <p className="chat-text" dir="auto">
        <LinkedText text={text} />
      </p>
      <div className="row-tight">
        <Button size="small" variant="primary" icon={<Check size={15} />} onClick={() => decide('approve')}>
          {t('studio.held.approve')}
        </Button>
        <Button size="small" variant="outline" icon={<X size={15} />} onClick={() => decide('refuse')}>
          {t('studio.held.refuse')}
        </Button>
        <Button size="small" variant="ghost" onClick={() => decide('ban')}>
          {t('studio.held.ban', { name })}
        </Button>
      </div>
    </li>
  );
}
