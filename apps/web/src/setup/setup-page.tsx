import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import { TextField } from '../ui/field.js';
import { forgetWho, house, sayProblem } from '../ui/house.js';
import { Notice } from '../ui/notice.js';
import { PageShell } from '../ui/page-shell.js';

/** The first-start link: whoever opens it becomes the owner and may sign in later with what is chosen here. */
export function SetupPage({ code }: { code: string }) {
  const t = useText();
  const [, go] = useLocation();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [newPassword, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [showId, setShowId] = useState<string>();
  const create = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      // The link works once: a second try after a weak password goes on with the session that it made.
      const first = showId ?? (await house.openSetup(code)).showId;
      setShowId(first);
      await house.changeMe({ name, email, newPassword });
      forgetWho();
      go(`/studio/${first}`);
    } catch (error) {
      setProblem(sayProblem(error));
      setBusy(false);
    }
  };
  return (
    <PageShell title={t('setup.title')}>
      <form className="page page-narrow stack" onSubmit={(event) => void create(event)}>
        <h1 className="page-title">{t('setup.title')}</h1>
        <p className="dim">{t('setup.lead')}</p>
        <TextField
          label={t('common.name')}
          hint={t('common.name.hint')}
          required
          maxLength={64}
          autoComplete="name"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label={t('setup.email')}
          type="email"
          required
          autoComplete="email"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <TextField
          label={t('setup.password')}
          hint={t('setup.password.hint')}
          type="password"
          required
          minLength={10}
          autoComplete="new-password"
          value={newPassword}
          onChange={(event) => setPassword(event.target.value)}
        />
        {problem ? <Notice mood="bad" title={problem} /> : null}
        <Button type="submit" look="primary" size="large" busy={busy}>
          {t('setup.create')}
        </Button>
      </form>
    </PageShell>
  );
}
