import { Share2 } from 'lucide-react';
import { lazy, Suspense, useCallback, useRef, useState } from 'react';
import type { Show, ViewerClient } from '#client';
import { addWorkTexts } from '../i18n/locale.js';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import { PageShell } from '../ui/page-shell.js';
import { PanelBoundary } from '../ui/panel-boundary.js';
import { PanelLoading } from '../ui/panel-loading.js';
import { whoIsHere } from '../ui/person.js';
import { ProblemState } from '../ui/problem-state.js';
import { readSetting, writeSetting } from '../ui/settings.js';
import { findTicket } from '../ui/tickets.js';
import { useEvery } from '../ui/use-every.js';
import { useLoaded } from '../ui/use-loaded.js';
import { findShow } from './find-show.js';
import { playbackUrl } from './playback-url.js';
import { Player } from './player.js';
import { type AudienceConnection, useAudienceSession } from './use-audience-session.js';
import { useInStep } from './use-in-step.js';
import { useRecording } from './use-recording.js';
import './watch.css';

const ReplayAids = lazy(async () => ({ default: (await import('./replay/replay-aids.js')).ReplayAids }));
const ReplayedChatPanel = lazy(async () => ({
  default: (await import('./replay/replayed-chat-panel.js')).ReplayedChatPanel,
}));
// The words of clips are those of recordings, which hosts read.
const ShareSheet = lazy(async () => {
  const [loaded] = await Promise.all([import('./share-sheet.js'), addWorkTexts()]);
  return { default: loaded.ShareSheet };
});
const LiveFacts = lazy(async () => ({ default: (await import('./live-facts.js')).LiveFacts }));
const SidePanel = lazy(async () => ({ default: (await import('./side-panel.js')).SidePanel }));
const HandFlow = lazy(async () => ({ default: (await import('./hand-flow.js')).HandFlow }));

const REFRESH_EVERY_MS = 15_000;
/** Phases after which the chat is loaded: playback comes first, and without playback the chat need not wait. */
const SETTLED = ['playing', 'waiting', 'ended', 'forbidden', 'unsupported', 'paused'];

export function WatchPage({ showId }: { showId: string }) {
  const t = useText();
  const {
    value: show,
    error,
    reload,
  } = useLoaded<Show>(async () => {
    if (findTicket(showId)) await whoIsHere();
    return findShow(showId);
  }, showId);
  const [isSettled, setSettled] = useState(false);
  const [isOnStage, setOnStage] = useState(false);
  const [isSilenced, setSilenced] = useState(false);
  const [shares, setShares] = useState(false);
  const theatre = useTheatre();
  const [viewer, setViewer] = useState<ViewerClient>();
  const wasOver = useRef<boolean>(undefined);
  if (show && wasOver.current === undefined) wasOver.current = show.state === 'ended';
  // A show that was over when the page was opened lets nobody join its chat.
  const talk = useAudienceSession(showId, isSettled && !wasOver.current);
  useInStep(talk.audienceSession, viewer);
  const { recording, isKnown } = useRecording(showId, show);
  const [watchesAgain, setWatchesAgain] = useState(false);
  const replayed = wasOver.current || watchesAgain ? recording : undefined;
  const shared = shares && show ? { show, viewer, recording: replayed } : undefined;
  // Before it is known whether a show that is over was recorded, there is nothing to wait for.
  const isUndecided = wasOver.current === true && !isKnown;
  const onState = useCallback(
    (phase: string) => {
      if (SETTLED.includes(phase)) setSettled(true);
      // Keeps the badge beside the title in step with the player.
      if (phase === 'playing' || phase === 'ended') reload();
    },
    [reload],
  );
  useEvery(show?.state === 'ended' ? null : REFRESH_EVERY_MS, reload);
  if (error && !show) {
    return (
      <PageShell title={t('home.watch')}>
        <ProblemState error={error} onRetry={reload} />
      </PageShell>
    );
  }
  return (
    <PageShell title={show?.title ?? t('home.watch')}>
      <div className={theatre.isOn ? 'watch watch-theatre' : 'watch'}>
        <div className="watch-main">
          {isOnStage || isUndecided ? null : (
            <Player
              key={replayed?.id ?? 'live'}
              showId={showId}
              show={show}
              url={replayed?.hlsUrl ?? playbackUrl(showId, show)}
              recording={replayed}
              clockOffsetMs={talk.clockOffsetMs}
              connection={talk.audienceSession?.connection}
              isSilenced={isSilenced}
              onState={onState}
              theatre={theatre}
              onViewer={setViewer}
              {...(recording && !replayed ? { onReplay: () => setWatchesAgain(true) } : {})}
            />
          )}
          <Suspense>
            {talk.audienceSession && show ? (
              <PanelBoundary>
                <HandFlow
                  audienceSession={talk.audienceSession}
                  show={show}
                  name={talk.name}
                  onRaiseWithName={(name) => talk.choose(name, 'raise-hand')}
                  onStage={setOnStage}
                  onSilence={setSilenced}
                />
              </PanelBoundary>
            ) : null}
          </Suspense>
          <div className="watch-about">
            <div className="grow">
              <h1>{show?.title}</h1>
              <Suspense>
                {talk.audienceSession ? <LiveFacts audienceSession={talk.audienceSession} /> : null}
              </Suspense>
            </div>
            <Button variant="outline" icon={<Share2 size={17} />} onClick={() => setShares(true)}>
              {t('watch.share')}
            </Button>
          </div>
          <Suspense>
            {replayed && viewer ? <ReplayAids showId={showId} recording={replayed} viewer={viewer} /> : null}
          </Suspense>
          {show?.description ? <p className="watch-description">{show.description}</p> : null}
        </div>
        <aside className="watch-side" aria-label={t('watch.side')}>
          <PanelBoundary>
            <Suspense fallback={<PanelLoading />}>
              {replayed && viewer ? (
                <ReplayedChatPanel showId={showId} viewer={viewer} />
              ) : (
                <Talk talk={talk} isOpen={isSettled} wasOver={wasOver.current === true && isKnown} />
              )}
            </Suspense>
          </PanelBoundary>
        </aside>
      </div>
      <Suspense>{shared ? <ShareSheet {...shared} onClose={() => setShares(false)} /> : null}</Suspense>
    </PageShell>
  );
}

interface TalkProps {
  talk: AudienceConnection;
  isOpen: boolean;
  /** Since before this page was opened, without a recording to replay. */
  wasOver: boolean;
}

function Talk({ talk, isOpen, wasOver }: TalkProps) {
  const t = useText();
  if (wasOver) return <p className="panel dim small">{t('watch.chat.over')}</p>;
  return isOpen ? <SidePanel talk={talk} /> : <PanelLoading />;
}

/** The wide player; kept for the next show. */
function useTheatre(): { isOn: boolean; toggle(): void } {
  const [isOn, setOn] = useState(() => readSetting('theatre') === 'on');
  const toggle = useCallback(
    () =>
      setOn((last) => {
        writeSetting('theatre', last ? 'off' : 'on');
        return !last;
      }),
    [],
  );
  return { isOn, toggle };
}
