import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { ApiFailure } from '#client';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { Button } from '../ui/button.js';
import { EmailField } from '../ui/email-field.js';
import { TextField } from '../ui/field.js';
import { Notice } from '../ui/notice.js';
import { PageShell } from '../ui/page-shell.js';
import { forgetWho } from '../ui/person.js';
import { problemText } from '../ui/problem-text.js';

/** Only ever to a page of ours. */
function nextPage(): string {
  const next = new URLSearchParams(location.search).get('next') ?? '';
  return /^\/(?!\/)[\w/-]*$/.test(next) ? next : '/owner';
}

export function SignInPage() {
  const t = useText();
  const [, go] = useLocation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(() =>
    new URLSearchParams(location.search).has('problem') ? t('setup.used') : undefined,
  );
  const signIn = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await api.signIn(email, password);
      forgetWho();
      go(nextPage());
    } catch (error) {
      const isWrong = error instanceof ApiFailure && error.code === 'sign-in-failed';
      setProblem(isWrong ? t('sign-in.failed') : problemText(error));
      setBusy(false);
    }
  };
  return (
    <PageShell title={t('sign-in.title')}>
      <form className="page page-narrow stack" onSubmit={(event) => void signIn(event)}>
        <h1 className="page-title">{t('sign-in.title')}</h1>
        <EmailField required autoComplete="username" value={email} onChange={setEmail} />
        <TextField
          label={t('setup.password')}
          type="password"
          required
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        {problem ? <Notice mood="bad" title={problem} /> : null}
        <Button type="submit" variant="primary" size="large" busy={busy}>
          {t('sign-in.submit')}
        </Button>
      </form>
    </PageShell>
  );
}
