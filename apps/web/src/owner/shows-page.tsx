import { MonitorPlay, Plus, Theater } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Person, Show } from '#client';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { Button, buttonClass } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { EmptyState, Notice } from '../ui/notice.js';
import { PageLoading } from '../ui/page-loading.js';
import { Poster } from '../ui/poster.js';
import { problemText } from '../ui/problem-text.js';
import { dayText, whenText } from '../ui/show-text.js';
import { useFetched } from '../ui/use-fetched.js';
import { PageHead } from './page-head.js';
import { ShowForm } from './show-form.js';
import { StateBadge } from './state-badge.js';

export function ShowsPage({ person }: { person: Person }) {
  const t = useText();
  const [, go] = useLocation();
  const [making, setMaking] = useState(false);
  const { value: shows, error } = useFetched(
    ['shows', 'mine'],
    async () => (await api.shows({ mine: true })).items,
    { isKept: true },
  );
  const add = (
    <Button variant="primary" icon={<Plus size={18} />} onClick={() => setMaking(true)}>
      {t('owner.shows.new')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('owner.shows')}>{add}</PageHead>
      {person.hasPassword ? null : (
        <Notice mood="warn" title={t('owner.account.unsafe')}>
          <Link href="/owner/settings">{t('owner.account.unsafe.action')}</Link>
        </Notice>
      )}
      {error ? <Notice mood="bad" title={problemText(error)} /> : null}
      {shows === undefined && !error ? <PageLoading /> : null}
      {shows?.length === 0 ? (
        <div className="card">
          <EmptyState
            icon={<Theater />}
            title={t('owner.shows.empty.title')}
            text={t('owner.shows.empty.text')}
          />
        </div>
      ) : null}
      <ul className="owner-list">
        {shows?.map((show) => (
          <ShowRow key={show.id} show={show} />
        ))}
      </ul>
      <Dialog open={making} onClose={() => setMaking(false)} title={t('owner.shows.new')}>
        <ShowForm
          actionLabel={t('owner.show.create')}
          onDone={(show) => go(`/owner/shows/${show.id}`)}
          onCancel={() => setMaking(false)}
        />
      </Dialog>
    </>
  );
}

function ShowRow({ show }: { show: Show }) {
  const t = useText();
  const when = show.scheduledAt ? whenText(show.scheduledAt) : dayText(show.createdAt);
  return (
    <li className="card owner-row">
      <span className="owner-row-poster">
        <Poster title={show.title} url={show.posterUrl} />
      </span>
      <span className="grow">
        <Link href={`/owner/shows/${show.id}`} className="owner-row-title">
          {show.title}
        </Link>
        <span className="row-tight small dim">
          <StateBadge state={show.state} />
          {when}
        </span>
      </span>
      {show.state === 'ended' ? null : (
        <Link href={`/studio/${show.id}`} className={buttonClass('outline')}>
          <MonitorPlay size={17} aria-hidden="true" />
          {t('owner.show.studio')}
        </Link>
      )}
    </li>
  );
}
