import { MonitorPlay, Plus, Theater } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Person, Show } from '#client';
import { useText } from '../i18n/use-text.js';
import { Button, buttonClass } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { EmptyState, Notice } from '../ui/notice.js';
import { PageLoading } from '../ui/page-loading.js';
import { Poster } from '../ui/poster.js';
import { problemText } from '../ui/problem-text.js';
import { dayText, whenText } from '../ui/show-text.js';
import { PageHead } from './page-head.js';
import { PageTurns } from './page-turns.js';
import { ShowForm } from './show-form.js';
import { ShowsFilter } from './shows-filter.js';
import { StateBadge } from './state-badge.js';
import { useShowsList } from './use-shows-list.js';

export function ShowsPage({ person }: { person: Person }) {
  const t = useText();
  const [, go] = useLocation();
  const [making, setMaking] = useState(false);
  const list = useShowsList();
  const { shows, error, isFiltered } = list;
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
      <ShowsFilter
        search={list.search}
        state={list.state}
        onSearch={list.setSearch}
        onState={list.setState}
      />
      {shows === undefined && !error ? <PageLoading /> : null}
      {shows?.length === 0 && isFiltered ? <p className="dim">{t('owner.shows.nothing')}</p> : null}
      {shows?.length === 0 && !isFiltered ? (
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
      <PageTurns {...list.turns} />
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
