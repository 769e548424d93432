import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import type { Person } from '#client';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { Button } from '../ui/button.js';
import { EmailField } from '../ui/email-field.js';
import { TextField } from '../ui/field.js';
import { Notice } from '../ui/notice.js';
import { forgetWho } from '../ui/person.js';
import { problemText } from '../ui/problem-text.js';
import { toast } from '../ui/toast.js';
import { ChatWords } from './chat-words.js';
import { PageHead } from './page-head.js';
import { EraseById } from './privacy/erase-by-id.js';
import { RetentionForm } from './privacy/retention-form.js';
import { SignedInDevices } from './signed-in-devices.js';
import { SiteBans } from './site-bans.js';
import { SiteSettings } from './site-settings.js';

export function SettingsPage({ person }: { person: Person }) {
  const t = useText();
  const [, go] = useLocation();
  const signOutAll = async () => {
    await api.signOutEverywhere().catch((thrown) => toast(problemText(thrown)));
    forgetWho();
    go('/sign-in');
  };
  return (
    <>
      <PageHead title={t('owner.settings')} />
      <div className="owner-columns">
        <div className="stack">
          <Account person={person} />
          <SignedInDevices onSignOutAll={() => void signOutAll()} />
          {person.role === 'owner' ? (
            <>
              <RetentionForm />
              <EraseById />
            </>
          ) : null}
        </div>
        <div className="stack">
          {person.role === 'owner' ? (
            <>
              <SiteSettings />
              <ChatWords />
              <SiteBans />
            </>
          ) : null}
          <section className="card card-pad stack-tight">
            <h2>{t('owner.settings.embed')}</h2>
            <p className="dim">{t('owner.settings.embed.text')}</p>
          </section>
        </div>
      </div>
    </>
  );
}

function Account({ person }: { person: Person }) {
  const t = useText();
  const [name, setName] = useState(person.name);
  const [email, setEmail] = useState(person.email ?? '');
  const [newPassword, setNewPassword] = useState('');
  const [currentPassword, setCurrentPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      await api.changeMe({
        name: name.trim(),
        ...(email === '' ? {} : { email }),
        ...(newPassword === '' ? {} : { newPassword }),
        ...(currentPassword === '' ? {} : { currentPassword }),
      });
      forgetWho();
      setNewPassword('');
      setCurrentPassword('');
      toast(t('common.saved'));
    } catch (thrown) {
      setProblem(problemText(thrown));
    }
    setBusy(false);
  };
  return (
    <form className="card card-pad stack" onSubmit={(event) => void save(event)}>
      <h2>{t('owner.account')}</h2>
      {person.hasPassword ? null : <Notice mood="warn" title={t('owner.account.unsafe')} />}
      <TextField
        label={t('common.name')}
        required
        maxLength={64}
        autoComplete="name"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <EmailField value={email} onChange={setEmail} />
      {person.hasPassword ? (
        <TextField
          label={t('owner.account.current')}
          hint={t('owner.account.current.hint')}
          type="password"
          autoComplete="current-password"
          value={currentPassword}
          onChange={(event) => setCurrentPassword(event.target.value)}
        />
      ) : null}
      <TextField
        label={t('owner.account.new')}
        hint={t('setup.password.hint')}
        type="password"
        minLength={10}
        autoComplete="new-password"
        value={newPassword}
        onChange={(event) => setNewPassword(event.target.value)}
      />
      {problem ? <Notice mood="bad" title={problem} /> : null}
      <Button type="submit" variant="primary" busy={busy}>
        {t('common.save')}
      </Button>
    </form>
  );
}
