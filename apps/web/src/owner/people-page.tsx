import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import type { Person } from '#client';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { Avatar } from '../ui/avatar.js';
import { Badge } from '../ui/badge.js';
import { Button } from '../ui/button.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { CopyField } from '../ui/copy-field.js';
import { Menu, MenuItem } from '../ui/menu.js';
import { MoreButton } from '../ui/more-button.js';
import { Notice } from '../ui/notice.js';
import { PageLoading } from '../ui/page-loading.js';
import { problemText } from '../ui/problem-text.js';
import { runAction } from '../ui/run-action.js';
import { dayText } from '../ui/show-text.js';
import { toast } from '../ui/toast.js';
import { useFetched } from '../ui/use-fetched.js';
import { PageHead } from './page-head.js';
import { SiteLinks } from './site-links.js';

export function PeoplePage({ person: me }: { person: Person }) {
  const t = useText();
  const [link, setLink] = useState<string>();
  const [doomed, setDoomed] = useState<Person>();
  const [busy, setBusy] = useState(false);
  const {
    value: people,
    error,
    reload,
  } = useFetched(['people'], async () => (await api.people()).items, {
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
              <span className="owner-row-head">
                <span className="owner-row-title">{person.name}</span>
                <Badge mood={person.role === 'owner' ? 'brand' : 'plain'}>
                  {t(`owner.people.${person.role}`)}
                </Badge>
              </span>
              <span className="small dim">
                {person.email ? `${person.email} · ` : ''}
                {t('owner.people.since', { when: dayText(person.createdAt) })}
              </span>
            </span>
            {person.id === me.id ? null : (
              <PersonMenu person={person} onChanged={reload} onErase={() => setDoomed(person)} />
            )}
          </li>
        ))}
      </ul>
      {/* One more than before once a link was made. */}
      <SiteLinks key={link} />
      {doomed ? (
        <ConfirmDialog
          open
          title={t('owner.people.erase.title', { name: doomed.name })}
          text={t('owner.people.erase.text')}
          actionLabel={t('owner.people.erase')}
          onConfirm={() => {
            setDoomed(undefined);
            runAction(api.calls.call('people.erase', { params: { personId: doomed.id } }), reload);
          }}
          onCancel={() => setDoomed(undefined)}
        />
      ) : null}
    </>
  );
}

interface PersonMenuProps {
  person: Person;
  onChanged(): void;
  onErase(): void;
}

function PersonMenu({ person: { id, name, role }, onChanged, onErase }: PersonMenuProps) {
  const t = useText();
  const other = role === 'owner' ? 'host' : 'owner';
  const change = () =>
    runAction(
      api.calls.call('people.setRole', { params: { personId: id }, body: { role: other } }),
      onChanged,
    );
  return (
    <Menu trigger={<MoreButton name={t('owner.people.menu', { name })} />}>
      <MenuItem onSelect={change}>{t(`owner.people.make.${other}`)}</MenuItem>
      <MenuItem bad onSelect={onErase}>
        {t('owner.people.erase')}
      </MenuItem>
    </Menu>
  );
}
