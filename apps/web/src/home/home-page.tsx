import { Radio } from 'lucide-react';
import { Link } from 'wouter';
import type { Show } from '#client';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { LiveBadge } from '../ui/badge.js';
import { buttonClass } from '../ui/button.js';
import { EmptyState } from '../ui/notice.js';
import { PageShell } from '../ui/page-shell.js';
import { usePerson } from '../ui/person.js';
import { Poster } from '../ui/poster.js';
import { whenText } from '../ui/show-text.js';
import { useFetched } from '../ui/use-fetched.js';
import './home.css';

const REFRESH_EVERY_MS = 10_000;

const startMs = ({ scheduledAt }: Show): number => Date.parse(scheduledAt ?? '');

export function HomePage() {
  const t = useText();
  const person = usePerson();
  const { value } = useFetched(
    ['shows', 'public'],
    async () => (await api.shows({ state: 'live,scheduled,backstage' })).items,
    { everyMs: REFRESH_EVERY_MS, isKept: true },
  );
  const shows = (value ?? []).filter(({ visibility }) => visibility === 'public');
  const live = shows.filter(({ state }) => state === 'live');
  const next = shows
    .filter(({ state, scheduledAt }) => state === 'scheduled' && scheduledAt !== null)
    .sort((a, b) => startMs(a) - startMs(b));
  return (
    <PageShell
      title={t('home.title')}
      actions={
        person === undefined ? null : (
          <Link href={person ? '/owner' : '/sign-in'} className={buttonClass('outline')}>
            {person ? t('home.my-shows') : t('home.sign-in')}
          </Link>
        )
      }
    >
      <div className="page stack home">
        <div className="home-lead">
          <h1>{t('home.headline')}</h1>
          <p className="dim">{t('home.lead')}</p>
        </div>
        {live.length > 0 ? <ShowList name={t('home.on-air')} shows={live} /> : null}
        {next.length > 0 ? <ShowList name={t('home.upcoming')} shows={next} /> : null}
        {value && live.length + next.length === 0 ? (
          <div className="card">
            <EmptyState icon={<Radio />} title={t('home.none.title')} text={t('home.none.text')} />
          </div>
        ) : null}
      </div>
    </PageShell>
  );
}

function ShowList({ name, shows }: { name: string; shows: readonly Show[] }) {
  return (
    <section className="stack">
      <h2>{name}</h2>
      <ul className="show-grid">
        {shows.map((show) => (
          <li key={show.id}>
            <Link href={`/watch/${show.id}`} className="show-card">
              <span className="show-card-image">
                <Poster title={show.title} url={show.posterUrl} />
                {show.state === 'live' ? <LiveBadge /> : null}
              </span>
              <span className="show-card-title">{show.title}</span>
              {show.scheduledAt && show.state !== 'live' ? (
                <span className="small dim">{whenText(show.scheduledAt)}</span>
              ) : null}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
