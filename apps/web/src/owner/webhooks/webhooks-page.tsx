import { Plus, Webhook as WebhookMark } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useText } from '../../i18n/use-text.js';
import { api } from '../../ui/api.js';
import { Button } from '../../ui/button.js';
import { CopyField } from '../../ui/copy-field.js';
import { TextField } from '../../ui/field.js';
import { EmptyState, Notice } from '../../ui/notice.js';
import { PageLoading } from '../../ui/page-loading.js';
import { problemText } from '../../ui/problem-text.js';
import { toast } from '../../ui/toast.js';
import { useFetched } from '../../ui/use-fetched.js';
import { PageHead } from '../page-head.js';
import { WebhookCard } from './webhook-card.js';
import { FIRST_EVENTS } from './webhook-events.js';

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
      setSecret((await api.makeWebhook(url.trim(), FIRST_EVENTS)).secret);
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
          <WebhookCard key={webhook.id} webhook={webhook} onChanged={reload} onSecret={setSecret} />
        ))}
      </ul>
    </>
  );
}
