import { Plus, Webhook as WebhookMark } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Delivery, Webhook } from '#client';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { Badge } from '../ui/badge.js';
import { Button } from '../ui/button.js';
import { CopyField } from '../ui/copy-field.js';
import { TextField } from '../ui/field.js';
import { EmptyState, Notice } from '../ui/notice.js';
import { PageLoading } from '../ui/page-loading.js';
import { problemText } from '../ui/problem-text.js';
import { runAction } from '../ui/run-action.js';
import { whenText } from '../ui/show-text.js';
import { toast } from '../ui/toast.js';
import { useFetched } from '../ui/use-fetched.js';
import { PageHead } from './page-head.js';

/** Events of a new webhook; others can be chosen over the API. */
const EVENTS: Webhook['events'] = [
  'show.live',
  'show.ended',
  'show.failed',
  'participant.joined',
  'participant.left',
];
const MOODS = { pending: 'warn', delivered: 'good', failed: 'bad' } as const;

export function WebhooksPage() {
  const t = useText();
  const [url, setUrl] = useState('');
  const [secret, setSecret] = useState<string>();
  const {
    value: webhooks,
    error,
    reload,
  } = useFetched(['webhooks'], async () => (await api.webhooks()).items, { isKept: true });
  const make = async (event: FormEvent) => {
    event.preventDefault();
    try {
      setSecret((await api.makeWebhook(url.trim(), EVENTS)).secret);
      setUrl('');
      reload();
    } catch (thrown) {
      toast(problemText(thrown));
    }
  };
  return (
    <>
      <PageHead title={t('owner.webhooks')} />
      <form className="card card-pad owner-add" onSubmit={(event) => void make(event)}>
        <TextField
          label={t('owner.webhooks.url')}
          type="url"
          required
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
        <Button type="submit" variant="primary" icon={<Plus size={18} />}>
          {t('owner.webhooks.create')}
        </Button>
      </form>
      {secret ? (
        <Notice mood="good" title={t('owner.webhooks.secret')}>
          <CopyField label={t('owner.webhooks.new')} value={secret} />
        </Notice>
      ) : null}
      {error ? <Notice mood="bad" title={problemText(error)} /> : null}
      {webhooks === undefined && !error ? <PageLoading /> : null}
      {webhooks?.length === 0 ? (
        <EmptyState
          icon={<WebhookMark />}
          title={t('owner.webhooks.empty.title')}
          text={t('owner.webhooks.empty.text')}
        />
      ) : null}
      <ul className="owner-list">
        {webhooks?.map((webhook) => (
          <WebhookCard key={webhook.id} webhook={webhook} onGone={reload} />
        ))}
      </ul>
    </>
  );
}

function WebhookCard({ webhook, onGone }: { webhook: Webhook; onGone(): void }) {
  const t = useText();
  const { value: deliveries, reload } = useFetched(
    ['deliveries', webhook.id],
    async () => (await api.deliveries(webhook.id)).items,
  );
  return (
    <li className="card card-pad stack">
      <div className="row">
        <h2 className="grow mono">{webhook.url}</h2>
        <Button
          variant="danger"
          size="small"
          onClick={() => runAction(api.deleteWebhook(webhook.id), onGone)}
        >
          {t('common.delete')}
        </Button>
      </div>
      <div className="stack-tight">
        <h3 className="field-label">{t('owner.webhooks.deliveries')}</h3>
        {deliveries?.length === 0 ? <p className="small dim">{t('owner.webhooks.none')}</p> : null}
        <ul className="stack-tight">
          {deliveries?.map((delivery) => (
            <DeliveryRow
              key={delivery.id}
              delivery={delivery}
              onReplay={() => runAction(api.replay(webhook.id, delivery.id), reload)}
            />
          ))}
        </ul>
      </div>
    </li>
  );
}

function DeliveryRow({ delivery, onReplay }: { delivery: Delivery; onReplay(): void }) {
  const t = useText();
  return (
    <li className="row small">
      <Badge mood={MOODS[delivery.state]}>{t(`owner.webhooks.${delivery.state}`)}</Badge>
      <span className="mono">{delivery.eventType}</span>
      <span className="dim grow">
        {whenText(delivery.createdAt)} {delivery.lastStatus ?? delivery.lastError ?? ''}
      </span>
      <Button size="small" variant="ghost" onClick={onReplay}>
        {t('owner.webhooks.replay')}
      </Button>
    </li>
  );
}
