import { CircleX } from 'lucide-react';
import { useState } from 'react';
import type { Follow } from '#client';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { Button } from '../ui/button.js';
import { EmptyState, Notice } from '../ui/notice.js';
import { PageLoading } from '../ui/page-loading.js';
import { PageShell } from '../ui/page-shell.js';
import { problemKind } from '../ui/problem-kind.js';
import { ProblemState } from '../ui/problem-state.js';
import { useFetched } from '../ui/use-fetched.js';
import { useFormAction } from '../ui/use-form-action.js';

/**
 * Where the links of e-mails lead: an address is confirmed here, or deleted. Both need a press, since mail programs open
 * links by themselves.
 */
export function FollowPage({ token }: { token: string }) {
  const t = useText();
  const { value: follow, error, reload } = useFetched(['follow', token], () => api.lookAtFollow(token));
  return (
    <PageShell title={t('follow.page.title')}>
      {follow ? (
        <FollowState token={token} first={follow} />
      ) : error === undefined ? (
        <PageLoading />
      ) : problemKind(error) === 'not-found' ? (
        <InvalidLink />
      ) : (
        <ProblemState error={error} onRetry={reload} />
      )}
    </PageShell>
  );
}

function InvalidLink() {
  const t = useText();
  return (
    <div className="centre">
      <EmptyState
        isPage
        icon={<CircleX />}
        title={t('follow.page.invalid')}
        text={t('follow.page.invalid.text')}
      />
    </div>
  );
}

function FollowState({ token, first }: { token: string; first: Follow }) {
  const t = useText();
  const [follow, setFollow] = useState(first);
  const [hasEnded, setHasEnded] = useState(false);
  const { busy, problem, run } = useFormAction();
  const confirm = () => run(async () => setFollow(await api.confirmFollow(token)));
  const end = () =>
    run(async () => {
      await api.endFollow(token);
      setHasEnded(true);
    });
  const { host, email, isConfirmed } = follow;
  return (
    <div className="page page-narrow stack">
      <h1 className="page-title">{t('follow.page.title')}</h1>
      <p>
        {host === null ? t('follow.of.site') : t('follow.page.host', { host })},{' '}
        <span className="dim">
          {email === null ? t('follow.page.browser') : t('follow.page.to', { email })}
        </span>
      </p>
      {problem ? <Notice mood="bad" title={problem} /> : null}
      {hasEnded ? (
        <Notice mood="good" title={t('follow.page.ended')} />
      ) : (
        <>
          {isConfirmed ? <Notice mood="good" title={t('follow.page.confirmed')} /> : null}
          {isConfirmed ? null : (
            <Button variant="primary" size="large" busy={busy} onClick={() => void confirm()}>
              {t('follow.page.confirm')}
            </Button>
          )}
          <Button variant="outline" busy={busy} onClick={() => void end()}>
            {t('follow.page.end')}
          </Button>
        </>
      )}
    </div>
  );
}
