import { Share2 } from 'lucide-react';
import { lazy, Suspense, useCallback, useState } from 'react';
import type { Show } from '#client';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import { findTicket, whoIsHere } from '../ui/house.js';
import { NotFoundPage } from '../ui/not-found-page.js';
import { PageShell } from '../ui/page-shell.js';
import { useEvery } from '../ui/use-every.js';
import { useLoaded } from '../ui/use-loaded.js';
import { lookUp } from './look-up.js';
import { playbackUrl } from './playback-url.js';
import { Player } from './player.js';
import { useLine } from './use-line.js';
import { Badges } from './watch-badges.js';
import './watch.css';

const ShareSheet = lazy(async () => ({ default: (await import('./share-sheet.js')).ShareSheet }));
const SidePanel = lazy(async () => ({ default: (await import('./side-panel.js')).SidePanel }));
const HandFlow = lazy(async () => ({ default: (await import('./hand-flow.js')).HandFlow }));

const LOOK_EVERY_MS = 15_000;
/** Chat may come once the picture runs; without a picture it need not wait. */
const SETTLED = ['playing', 'waiting', 'ended', 'forbidden', 'unsupported', 'paused'];

export function WatchPage({ showId }: { showId: string }) {
  const t = useText();
  const {
    value: show,
    error,
    reload,
  } = useLoaded<Show>(async () => {
    if (findTicket(showId)) await whoIsHere();
    return lookUp(showId);
  }, showId);
  const [isSettled, setSettled] = useState(false);
  const [isOnStage, setOnStage] = useState(false);
  const [isHushed, setHushed] = useState(false);
  const [shares, setShares] = useState(false);
  const talk = useLine(showId, isSettled);
  const onState = useCallback(
    (phase: string) => {
      if (SETTLED.includes(phase)) setSettled(true);
      // The badge beside the title says what the picture says.
      if (phase === 'playing' || phase === 'ended') reload();
    },
    [reload],
  );
  useEvery(show?.state === 'ended' ? null : LOOK_EVERY_MS, reload);
  if (error && !show) return <NotFoundPage />;
  return (
    <PageShell title={show?.title ?? t('home.watch')}>
      <div className="watch">
        <div className="watch-main">
          {isOnStage ? null : (
            <Player
              showId={showId}
              show={show}
              url={playbackUrl(showId, show)}
              clockOffsetMs={talk.clockOffsetMs}
              isHushed={isHushed}
              onState={onState}
            />
          )}
          <Suspense>
            {talk.line && show ? (
              <HandFlow
                line={talk.line}
                show={show}
                name={talk.name}
                onName={talk.choose}
                onStage={setOnStage}
                onHush={setHushed}
              />
            ) : null}
          </Suspense>
          <div className="watch-about">
            <div className="grow">
              <h1>{show?.title}</h1>
              <Badges show={show} line={talk.line} />
            </div>
            <Button look="outline" icon={<Share2 size={17} />} onClick={() => setShares(true)}>
              {t('watch.share')}
            </Button>
          </div>
          {show?.description ? <p className="watch-description">{show.description}</p> : null}
        </div>
        <aside className="watch-side" aria-label={t('watch.side')}>
          <Suspense>{isSettled ? <SidePanel talk={talk} /> : null}</Suspense>
        </aside>
      </div>
      <Suspense>{shares ? <ShareSheet showId={showId} onClose={() => setShares(false)} /> : null}</Suspense>
    </PageShell>
  );
}
