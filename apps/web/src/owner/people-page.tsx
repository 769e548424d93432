import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { Avatar } from '../ui/avatar.js';
import { Badge } from '../ui/badge.js';
import { Button } from '../ui/button.js';
import { CopyField } from '../ui/copy-field.js';
import { Notice } from '../ui/notice.js';
import { PageLoading } from '../ui/page-loading.js';
import { problemText } from '../ui/problem-text.js';
import { dayText } from '../ui/show-text.js';
import { toast } from '../ui/toast.js';
import { useFetched } from '../ui/use-fetched.js';
import { PageHead } from './page-head.js';

export function PeoplePage() {
  const t = useText();
  const [link, setLink] = useState<string>();
  const [busy, setBusy] = useState(false);
  const { value: people, error } = useFetched(['people'], async () => (await api.people()).items, {
    isKept: true,
  });
  const invite = async () => {
    setBusy(true);
    try {
      setLink((await api.inviteHost()).url);
    } catch (thrown) {
      toast(problemText(thrown));
    }
    setBusy(false);
  };
  return (
    <>
      <PageHead title={t('owner.people')}>
        <Button variant="primary" busy={busy} icon={<UserPlus size={18} />} onClick={() => void invite()}>
          {t('owner.people.invite')}
        </Button>
      </PageHead>
      {link ? (
        <div className="card card-pad">
          <CopyField label={t('owner.people.invite.link')} value={link} />
        </div>
      ) : null}
      {error ? <Notice mood="bad" title={problemText(error)} /> : null}
      {people === undefined && !error ? <PageLoading /> : null}
      <ul className="owner-list">
        {people?.map((person) => (
          <li key={person.id} className="card owner-row">
            <Avatar name={person.name} />
            <span className="grow">
              <span className="owner-row-title">{person.name}</span>
              <span className="small dim">
                {person.email ? `${person.email} · ` : ''}
                {t('owner.people.since', { when: dayText(person.createdAt) })}
              </span>
            </span>
            <Badge mood={person.role === 'owner' ? 'brand' : 'plain'}>
              {t(`owner.people.${person.role}`)}
            </Badge>
          </li>
        ))}
      </ul>
    </>
  );
}
