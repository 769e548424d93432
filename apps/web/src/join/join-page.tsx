import { CircleX } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import type { InvitationView } from '#client';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { Button } from '../ui/button.js';
import { EmailField } from '../ui/email-field.js';
import { TextField } from '../ui/field.js';
import { EmptyState, Notice } from '../ui/notice.js';
import { PageLoading } from '../ui/page-loading.js';
import { PageShell } from '../ui/page-shell.js';
import { forgetWho } from '../ui/person.js';
import { problemKind } from '../ui/problem-kind.js';
import { ProblemState } from '../ui/problem-state.js';
import { problemText } from '../ui/problem-text.js';
import { keepTicket } from '../ui/tickets.js';
import { useFetched } from '../ui/use-fetched.js';

export function JoinPage({ ticket: token }: { ticket: string }) {
  const t = useText();
  const { value: invitation, error, reload } = useFetched(['invitation', token], () => api.invitation(token));
  return (
    <PageShell title={t(invitation && !invitation.show ? 'join.site.title' : 'join.title')}>
      {invitation ? (
        <JoinForm token={token} invitation={invitation} />
      ) : problemKind(error) === 'not-found' ? (
        <div className="centre">
          <EmptyState
            isPage
            icon={<CircleX />}
            title={t('join.invalid.title')}
            text={t('join.invalid.text')}
          />
        </div>
      ) : error ? (
        <ProblemState error={error} onRetry={reload} />
      ) : (
        <PageLoading />
      )}
    </PageShell>
  );
}

const WATCHES = ['viewer', 'moderator'];

function JoinForm({ token, invitation }: { token: string; invitation: InvitationView }) {
  const t = useText();
  const [, go] = useLocation();
  const [name, setName] = useState(invitation.name ?? '');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const needsAccount = invitation.show === null;
  const join = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const account = needsAccount ? { email, password } : {};
      const { ticket } = await api.acceptInvitation({ token, name: name.trim(), ...account });
      forgetWho();
      if (!ticket) return go('/owner');
      keepTicket(ticket);
      go(WATCHES.includes(ticket.role) ? `/watch/${ticket.showId}` : `/studio/${ticket.showId}`);
    } catch (error) {
      setProblem(problemText(error));
      setBusy(false);
    }
  };
  return (
    <form className="page page-narrow stack" onSubmit={(event) => void join(event)}>
      <h1 className="page-title">{t(invitation.show ? 'join.title' : 'join.site.title')}</h1>
      <p className="dim">
        {invitation.show ? t('join.lead', { title: invitation.show.title }) : t('join.site.lead')}
      </p>
      <TextField
        label={t('common.name')}
        hint={t('common.name.hint')}
        required
        maxLength={64}
        autoComplete="name"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {needsAccount ? (
        <>
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
        </>
      ) : null}
      {problem ? <Notice mood="bad" title={problem} /> : null}
      <Button type="submit" variant="primary" size="large" busy={busy}>
        {t('join.submit')}
      </Button>
    </form>
  );
}
