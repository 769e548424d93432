import { useState } from 'react';
import type { Delivery } from '#client';
import { useText } from '../../i18n/use-text.js';
import { api } from '../../ui/api.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { ChoiceField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { problemText } from '../../ui/problem-text.js';
import { runAction } from '../../ui/run-action.js';
import { whenText } from '../../ui/show-text.js';
import { useFetched } from '../../ui/use-fetched.js';
import { PageTurns } from '../page-turns.js';
import { usePageMarks } from '../use-page-marks.js';
import { faultText } from './fault-text.js';
import { eventText } from './webhook-events.js';

const MOODS = { pending: 'warn', delivered: 'good', failed: 'bad' } as const;
const STATES = ['all', 'failed', 'pending', 'delivered'] as const;
type StateChoice = (typeof STATES)[number];
const PAGE_SIZE = 10;
/** What was just sent has its result soon. */
const SOON_MS = 2_000;
const isUnderWay = ({ state, attempts }: Delivery): boolean => state === 'pending' && attempts === 0;

interface DeliveriesProps {
  webhookId: string;
  /** A paused webhook sends nothing, so nothing of it is under way. */
  isActive: boolean;
}

/** What was sent to one webhook, what failed and why. */
export function Deliveries({ webhookId, isActive }: DeliveriesProps) {
  const t = useText();
  const [state, setState] = useState<StateChoice>('all');
  const marks = usePageMarks<string>();
  const { value, error, reload } = useFetched(
    ['deliveries', webhookId, state, marks.at],
    () =>
      api.calls.call('webhooks.deliveries', {
        params: { webhookId },
        query: {
          limit: PAGE_SIZE,
          ...(state === 'all' ? {} : { state }),
          ...(marks.at === undefined ? {} : { after: marks.at }),
        },
      }),
    { keepsLast: true, everyMs: (page) => (isActive && page?.items.some(isUnderWay) ? SOON_MS : null) },
  );
  return (
    <div className="stack-tight">
      <ChoiceField<StateChoice>
        label={t('owner.webhooks.show')}
        value={state}
        options={STATES.map((each) => ({
          value: each,
          label: each === 'all' ? t('owner.webhooks.show.all') : t(`owner.webhooks.${each}`),
        }))}
        onChange={(wanted) => {
          setState(wanted);
          marks.restart();
        }}
      />
      {error && !value ? <Notice mood="bad" title={problemText(error)} /> : null}
      {value?.items.length === 0 ? (
        <p className="small dim">
          {t(state === 'all' ? 'owner.webhooks.none' : 'owner.webhooks.show.nothing')}
        </p>
      ) : null}
      <ul className="stack-tight">
        {value?.items.map((delivery) => (
          <DeliveryRow
            key={delivery.id}
            delivery={delivery}
            onReplay={() => runAction(api.replay(webhookId, delivery.id), reload)}
          />
        ))}
      </ul>
      <PageTurns {...marks.turns(value?.next)} />
    </div>
  );
}

function DeliveryRow({ delivery, onReplay }: { delivery: Delivery; onReplay(): void }) {
  const t = useText();
  const { state, eventType, createdAt, attempts, lastStatus, lastError, nextAttemptAt } = delivery;
  const facts = [
    whenText(createdAt),
    lastStatus === null
      ? lastError && faultText(lastError)
      : t('owner.webhooks.answered', { status: lastStatus }),
    attempts > 1 ? t.count('owner.webhooks.tried', attempts) : null,
    state === 'pending' && attempts > 0 && nextAttemptAt !== null
      ? t('owner.webhooks.next', { when: whenText(nextAttemptAt) })
      : null,
  ];
  return (
    <li className="delivery row small">
      <Badge mood={MOODS[state]}>{t(`owner.webhooks.${state}`)}</Badge>
      <span className="grow">
        <span>{eventText(eventType)}</span>
        <br />
        <span className="dim">{facts.filter(Boolean).join(' · ')}</span>
      </span>
      <Button size="small" variant="ghost" onClick={onReplay}>
        {t('owner.webhooks.replay')}
      </Button>
    </li>
  );
}
