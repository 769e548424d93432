import { Play, VolumeX } from 'lucide-react';
import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react';
import type { Show, ViewerClient, ViewerState } from '#client';
import { useText } from '../i18n/use-text.js';
import { withWorkTexts } from '../i18n/with-work-texts.js';
import { api } from '../ui/api.js';
import { Button } from '../ui/button.js';
import { Poster } from '../ui/poster.js';
import { whenText } from '../ui/show-text.js';
import { useEvery } from '../ui/use-every.js';

/** Its texts are not among those that viewers wait for. A page whose server is away goes on without it. */
const FollowButton = lazy<ComponentType<{ showId: string }>>(async () => {
  try {
    return { default: (await withWorkTexts(import('../follow/follow-button.js'))).FollowButton };
  } catch {
    return { default: () => null };
  }
});
const Reminder = lazy(async () => ({ default: (await import('./reminder.js')).Reminder }));

interface PlayerCoverProps {
  viewer: ViewerClient;
  state: ViewerState;
  show: Show | undefined;
  onReplay?(): void;
}

/** Covers the video while there is none, or while its audio is off, and says what happens next. */
export function PlayerCover({ viewer, state, show, onReplay }: PlayerCoverProps) {
  const t = useText();
  switch (state.phase) {
    case 'waiting':
      return <Waiting show={show} isOffline={state.fault === 'unreachable'} />;
    case 'ended':
      return (
        <Cover show={show} title={t('watch.ended.title')} text={t('watch.ended.text')}>
          <div className="cover-actions">
            {onReplay || state.windowS > 10 ? (
              <Button variant="outline" onClick={() => (onReplay ? onReplay() : viewer.watchAgain())}>
                {t('watch.ended.again')}
              </Button>
            ) : null}
            {show ? (
              <Suspense>
                <FollowButton showId={show.id} />
              </Suspense>
            ) : null}
          </div>
        </Cover>
      );
    case 'forbidden':
    case 'unsupported':
      return <Cover show={show} title={t(`watch.problem.${state.phase}`)} text="" />;
    case 'paused':
      return (
        <button
          type="button"
          className="cover-play"
          aria-label={t('watch.play')}
          onClick={() => void viewer.resume()}
        >
          <Play size={34} aria-hidden="true" />
        </button>
      );
    default:
      return <Over viewer={viewer} state={state} />;
  }
}

function Over({ viewer, state }: { viewer: ViewerClient; state: ViewerState }) {
  const t = useText();
  const isWaiting = state.buffering || state.phase === 'loading';
  return (
    <>
      {isWaiting ? (
        <span className="cover-spinner" role="status" aria-label={t('watch.buffering')}>
          <span className="spinner" />
        </span>
      ) : null}
      {state.fault === 'network' || state.fault === 'media' ? (
        <p className="cover-note" role="alert">
          {t(`watch.problem.${state.fault}`)}
        </p>
      ) : null}
      {state.mutedByBrowser && state.muted ? (
        <div className="cover-unmute">
          <Button
            variant="primary"
            size="large"
            icon={<VolumeX size={20} />}
            onClick={() => viewer.setMuted(false)}
          >
            {t('watch.unmute')}
          </Button>
        </div>
      ) : null}
    </>
  );
}

interface CoverProps {
  show: Show | undefined;
  title: string;
  text: string;
  children?: ReactNode;
}

function Cover({ show, title, text, children }: CoverProps) {
  return (
    <div className="cover">
      <div className="cover-poster">
        <Poster title={show?.title ?? ''} url={show?.posterUrl ?? null} />
      </div>
      <div className="cover-text" role="status">
        <p className="cover-title">{title}</p>
        {text ? <p>{text}</p> : null}
        {children}
      </div>
    </div>
  );
}

function Waiting({ show, isOffline }: { show: Show | undefined; isOffline: boolean }) {
  const t = useText();
  const startsMs = show?.scheduledAt ? Date.parse(show.scheduledAt) : undefined;
  const text = isOffline ? t('problem.offline') : t('watch.waiting.text');
  return (
    <Cover show={show} title={t('watch.waiting.title')} text={text}>
      {startsMs && show?.scheduledAt ? (
        <>
          <Countdown toMs={startsMs} />
          <p className="small">{t('watch.waiting.at', { when: whenText(show.scheduledAt) })}</p>
        </>
      ) : null}
      <div className="cover-actions">
        {show && startsMs && startsMs > api.nowMs() ? (
          <Suspense>
            <Reminder show={show} />
          </Suspense>
        ) : null}
        {show && !isOffline ? (
          <Suspense>
            <FollowButton showId={show.id} />
          </Suspense>
        ) : null}
      </div>
    </Cover>
  );
}

function Countdown({ toMs }: { toMs: number }) {
  const t = useText();
  const [nowMs, setNowMs] = useState(() => api.nowMs());
  useEvery(1_000, () => setNowMs(api.nowMs()));
  const left = Math.max(0, Math.floor((toMs - nowMs) / 1_000));
  if (left === 0) return null;
  const parts = [
    ['days', Math.floor(left / 86_400)],
    ['hours', Math.floor(left / 3_600) % 24],
    ['minutes', Math.floor(left / 60) % 60],
    ['seconds', left % 60],
  ] as const;
  const first = parts.findIndex(([, value]) => value > 0);
  return (
    <div className="count" role="timer" aria-live="off">
      {parts.slice(Math.min(first, 2)).map(([unit, value]) => (
        <span key={unit} className="count-part">
          <strong>{String(value).padStart(2, '0')}</strong>
          {t(`watch.countdown.${unit}`)}
        </span>
      ))}
    </div>
  );
}
