import { KeyRound, Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { ApiKey } from '#client';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { Button } from '../ui/button.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { CopyField } from '../ui/copy-field.js';
import { TextField } from '../ui/field.js';
import { EmptyState, Notice } from '../ui/notice.js';
import { PageLoading } from '../ui/page-loading.js';
import { problemText } from '../ui/problem-text.js';
import { dayText } from '../ui/show-text.js';
import { toast } from '../ui/toast.js';
import { useFetched } from '../ui/use-fetched.js';
import { PageHead } from './page-head.js';

export function KeysPage() {
  const t = useText();
  const [name, setName] = useState('');
  const [secret, setSecret] = useState<string>();
  const [doomed, setDoomed] = useState<ApiKey>();
  const { value, error, reload } = useFetched(['keys'], async () => (await api.apiKeys()).items, {
    isKept: true,
  });
  const keys = value?.filter(({ revokedAt }) => revokedAt === null);
  const make = async (event: FormEvent) => {
    event.preventDefault();
    try {
      setSecret((await api.makeApiKey(name.trim())).secret);
      setName('');
      reload();
    } catch (thrown) {
      toast(problemText(thrown));
    }
  };
  const revoke = async (key: ApiKey) => {
    setDoomed(undefined);
    await api.revokeApiKey(key.id).catch((thrown) => toast(problemText(thrown)));
    reload();
  };
  return (
    <>
      <PageHead title={t('owner.keys')} />
      <p className="dim">
        {t('owner.keys.lead')} <a href="/api/docs">{t('owner.keys.docs')}</a>
      </p>
      <form className="card card-pad owner-add" onSubmit={(event) => void make(event)}>
        <TextField
          label={t('owner.keys.name')}
          required
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" variant="primary" icon={<Plus size={18} />}>
          {t('owner.keys.create')}
        </Button>
      </form>
      {secret ? (
        <Notice mood="good" title={t('owner.keys.once')}>
          <CopyField label={t('owner.keys.new')} value={secret} />
        </Notice>
      ) : null}
      {error ? <Notice mood="bad" title={problemText(error)} /> : null}
      {keys === undefined && !error ? <PageLoading /> : null}
      {keys?.length === 0 ? (
        <EmptyState
          icon={<KeyRound />}
          title={t('owner.keys.empty.title')}
          text={t('owner.keys.empty.text')}
        />
      ) : null}
      <ul className="owner-list">
        {keys?.map((key) => (
          <li key={key.id} className="card owner-row">
            <span className="grow">
              <span className="owner-row-title">{key.name}</span>
              <span className="small dim">
                {key.lastUsedAt
                  ? t('owner.keys.used', { when: dayText(key.lastUsedAt) })
                  : t('owner.keys.unused')}
              </span>
            </span>
            <Button variant="danger" size="small" onClick={() => setDoomed(key)}>
              {t('owner.keys.revoke')}
            </Button>
          </li>
        ))}
      </ul>
      {doomed ? (
        <ConfirmDialog
          open
          title={t('owner.keys.revoke.title', { name: doomed.name })}
          text={t('owner.keys.revoke.text')}
          actionLabel={t('owner.keys.revoke')}
          onConfirm={() => void revoke(doomed)}
          onCancel={() => setDoomed(undefined)}
        />
      ) : null}
    </>
  );
}
