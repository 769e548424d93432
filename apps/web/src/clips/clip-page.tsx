import type { Clip } from '#client';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { buttonClass } from '../ui/button.js';
import { PageLoading } from '../ui/page-loading.js';
import { PageShell } from '../ui/page-shell.js';
import { ProblemState } from '../ui/problem-state.js';
import { findTicket } from '../ui/tickets.js';
import { useFetched } from '../ui/use-fetched.js';
import './clip.css';

const SOON_MS = 2_000;

/** A clip of a show by itself, as it is shared, with the way to the whole show. */
export function ClipPage({ showId, clipId }: { showId: string; clipId: string }) {
  const t = useText();
  const load = () => api.clip(showId, clipId, findTicket(showId)?.ticket);
  const {
    value: clip,
    error,
    reload,
  } = useFetched<Clip>(['clip', showId, clipId], load, {
    everyMs: (made) => (made?.state === 'making' ? SOON_MS : null),
  });
  if (clip === undefined)
    return (
      <PageShell title={t('clips.untitled')}>
        {error === undefined ? <PageLoading /> : <ProblemState error={error} onRetry={reload} />}
      </PageShell>
    );
  const title = clip.title || t('clips.untitled');
  return (
    <PageShell title={title}>
      <section className="page stack clip" aria-label={title}>
        <ClipMedia clip={clip} />
        <div className="row">
          <h1 className="grow clip-title">{title}</h1>
          <a className={buttonClass('primary')} href={`/watch/${showId}`}>
            {t('clips.watch')}
          </a>
        </div>
        {clip.byName === null ? null : <p className="dim">{t('clips.by', { name: clip.byName })}</p>}
      </section>
    </PageShell>
  );
}

function ClipMedia({ clip }: { clip: Clip }) {
  const t = useText();
  if (clip.state === 'failed') return <p role="alert">{t('clips.failed')}</p>;
  if (clip.mp4Url === null)
    return (
      <div className="stack-tight" role="status">
        <p>{t('clips.making')}</p>
        <progress className="progress" aria-label={t('clips.making')} value={clip.progress} />
      </div>
    );
  return (
    // biome-ignore lint/a11y/useMediaCaption: the file carries none
    <video className="clip-video" src={clip.mp4Url} poster={clip.imageUrl ?? undefined} controls />
  );
}
