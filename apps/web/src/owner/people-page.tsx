import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useText } from '../i18n/use-text.js';
import { Avatar } from '../ui/avatar.js';
import { Badge } from '../ui/badge.js';
import { Button } from '../ui/button.js';
import { CopyField } from '../ui/copy-field.js';
import { house, sayProblem } from '../ui/house.js';
import { Notice } from '../ui/notice.js';
import { PageLoading } from '../ui/page-loading.js';
import { dayText } from '../ui/show-text.js';
import { toast } from '../ui/toast.js';
import { useLoaded } from '../ui/use-loaded.js';
import { PageHead } from './page-head.js';

export function PeoplePage() {
  const t = useText();
  const [link, setLink] = useState<string>();
  const [busy, setBusy] = useState(false);
  const { value: people, error } = useLoaded(async () => (await house.people()).items, 'people');
  const invite = async () => {
    setBusy(true);
    try {
      setLink((await house.inviteHost()).url);
    } catch (thrown) {
      toast(sayProblem(thrown));
    }
    setBusy(false);
  };
  return (
    <>
      <PageHead title={t('owner.people')}>
        <Button look="primary" busy={busy} icon={<UserPlus size={18} />} onClick={() => void invite()}>
          {t('owner.people.invite')}
        </Button>
      </PageHead>
      {link ? (
        <div className="card card-pad">
          <CopyField label={t('owner.people.invite.link')} value={link} />
        </div>
      ) : null}
      {error ? <Notice mood="bad" title={sayProblem(error)} /> : null}
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
