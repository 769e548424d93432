import { type FormEvent, useState } from 'react';
import { Redirect } from 'wouter';
import { ApiFailure } from '#client';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { Button } from '../ui/button.js';
import { EmailField } from '../ui/email-field.js';
import { TextField } from '../ui/field.js';
import { Notice } from '../ui/notice.js';
import { PageLoading } from '../ui/page-loading.js';
import { PageShell } from '../ui/page-shell.js';
import { problemText } from '../ui/problem-text.js';
import { useFetched } from '../ui/use-fetched.js';

/** The link that a new server prints: one form makes the owner and leads into the studio. */
export function SetupPage({ token }: { token: string }) {
  const t = useText();
  const { value: invitation, error } = useFetched(['invitation', token], () => api.invitation(token));
  if (error instanceof ApiFailure && error.status !== 0) return <Redirect to="/sign-in?problem=setup" />;
  return (
    <PageShell title={t('join.setup.title')}>
      {invitation || error ? <SetupForm token={token} /> : <PageLoading />}
    </PageShell>
  );
}

function SetupForm({ token }: { token: string }) {
  const t = useText();
  const [name, setName] = useState('');
  const [site, setSite] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const create = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const siteName = site.trim() === '' ? {} : { siteName: site.trim() };
      const { showId } = await api.setUp({ token, name: name.trim(), email, password, ...siteName });
      // A new page, which has the new name.
      location.assign(`/studio/${showId}`);
    } catch (thrown) {
      setProblem(problemText(thrown));
      setBusy(false);
    }
  };
  return (
    <form className="page page-narrow stack" onSubmit={(event) => void create(event)}>
      <h1 className="page-title">{t('join.setup.title')}</h1>
      <p className="dim">{t('join.setup.lead')}</p>
      <TextField
        label={t('common.name')}
        hint={t('setup.name.hint')}
        required
        maxLength={64}
        autoComplete="name"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <EmailField required value={email} onChange={setEmail} />
      <TextField
        label={t('setup.password')}
        hint={t('setup.password.hint')}
        type="password"
        required
        minLength={10}
        autoComplete="new-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <TextField
        label={t('join.setup.site')}
        hint={t('join.setup.site.hint')}
        maxLength={64}
        value={site}
        onChange={(event) => setSite(event.target.value)}
      />
      {problem ? <Notice mood="bad" title={problem} /> : null}
      <Button type="submit" variant="primary" size="large" busy={busy}>
        {t('join.setup.submit')}
      </Button>
    </form>
  );
}
