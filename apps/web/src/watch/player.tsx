import { lazy, type ReactNode, type RefObject, Suspense, useEffect, useRef, useState } from 'react';
import type { Connection, Recording, Show, ViewerClient } from '#client';
import { currentLocale } from '../i18n/locale.js';
import { useText } from '../i18n/use-text.js';
import { useObserved } from '../ui/use-observed.js';
import { useShortcuts } from '../ui/use-shortcuts.js';
import { toggleFullScreen } from './full-screen.js';
import { togglePictureInPicture } from './picture-in-picture.js';
import { PlayerControls } from './player-controls.js';
import { PlayerCover } from './player-cover.js';
import type { Theatre } from './theatre.js';
import { useMediaSession } from './use-media-session.js';
import { useOutOfView } from './use-out-of-view.js';
import { useViewer } from './use-viewer.js';
import './player.css';

const PlayerKeys = lazy(async () => ({ default: (await import('./player-keys.js')).PlayerKeys }));

interface PlayerProps {
  showId: string;
  show: Show | undefined;
  url: string;
  /** What plays, where that is a recording. */
  recording?: Recording | undefined;
  clockOffsetMs(): number | null;
  /** Of the audience, where there is one. */
  connection?: Connection | undefined;
  /** Silent for as long as the stage is heard on this page. */
  isSilenced?: boolean;
  /** The player over the whole width of the page, where the page has more than the player. */
  theatre?: Theatre;
  onStarted?(): void;
  onState?(phase: string): void;
  /** What plays, and undefined once it no longer does. */
  onViewer?(viewer: ViewerClient | undefined): void;
  /** The show is over, and its recording can be watched instead. */
  onReplay?(): void;
}

const IDLE_MS = 3_000;

export function Player({
  showId,
  show,
  url,
  recording,
  clockOffsetMs,
  connection,
  isSilenced = false,
  theatre,
  onStarted,
  onState,
  onViewer,
  onReplay,
}: PlayerProps) {
  const video = useRef<HTMLVideoElement>(null);
  const viewer = useViewer({ video, showId, url, reportToken: show?.reportToken, clockOffsetMs, connection });
  useEffect(() => {
    onViewer?.(viewer);
    return () => onViewer?.(undefined);
  }, [viewer, onViewer]);
  return (
    <PlayerFrame video={video} show={show} hasRow={theatre !== undefined}>
      {viewer ? (
        <PlayerParts
          viewer={viewer}
          video={video}
          show={show}
          recording={recording}
          isSilenced={isSilenced}
          theatre={theatre}
          {...(onStarted ? { onStarted } : {})}
          {...(onState ? { onState } : {})}
          {...(onReplay ? { onReplay } : {})}
        />
      ) : null}
    </PlayerFrame>
  );
}

function PlayerFrame(props: {
  /** Part of a page: the controls have a row below the video, and out of view the player goes on small. */
  hasRow: boolean;
  video: RefObject<HTMLVideoElement | null>;
  show: Show | undefined;
  children: ReactNode;
}) {
  const t = useText();
  const { idle, wake, sleep } = useIdle();
  const [shape, setShape] = useState<'wide' | 'square' | 'upright'>('wide');
  const place = useRef<HTMLDivElement>(null);
  const isMini = useOutOfView(place) && props.hasRow;
  const frame = (
    <section
      data-shape={shape}
      className={['player', idle && 'player-idle', isMini && 'player-mini'].filter(Boolean).join(' ')}
      aria-label={t('watch.player')}
      onPointerMove={wake}
      onPointerLeave={sleep}
      onPointerDown={wake}
      onKeyDown={wake}
      onFocus={wake}
    >
      {/* biome-ignore lint/a11y/useMediaCaption: captions come as text tracks of the show, when there are any */}
      <video
        ref={props.video}
        // Without media it has no shape, which is no reason to change that of the page.
        onResize={({ currentTarget }) => currentTarget.videoWidth > 0 && setShape(shapeOf(currentTarget))}
        playsInline
        aria-label={props.show?.title ?? t('watch.player')}
      />
      {props.children}
    </section>
  );
  return (
    <div
      ref={place}
      className={props.hasRow ? 'player-place player-place-page' : 'player-place'}
      data-shape={shape}
    >
      {frame}
    </div>
  );
}

function shapeOf({ videoWidth, videoHeight }: HTMLVideoElement): 'wide' | 'square' | 'upright' {
  if (videoWidth > videoHeight * 1.1) return 'wide';
  return videoHeight > videoWidth * 1.1 ? 'upright' : 'square';
}

function PlayerParts(props: PartsProps) {
  const { viewer, video, show, isSilenced, theatre, onStarted, onState, onReplay } = props;
  const state = useObserved(viewer.state);
  const [helps, setHelps] = useState(false);
  useMediaSession(viewer, show?.title ?? '', show?.posterUrl ?? null);
  const isPlaying = state.phase === 'playing';
  useEffect(() => {
    if (isPlaying) onStarted?.();
  }, [isPlaying, onStarted]);
  useEffect(() => {
    onState?.(state.phase);
  }, [state.phase, onState]);
  useEffect(() => {
    if (!isSilenced) return;
    const wasMuted = viewer.state.value.muted;
    viewer.setMuted(true);
    return () => viewer.setMuted(wasMuted);
  }, [isSilenced, viewer]);
  const toggleFull = () => toggleFullScreen(video.current);
  useShortcuts({
    ' ': () => (isPlaying ? viewer.pause() : void viewer.resume()),
    k: () => (isPlaying ? viewer.pause() : void viewer.resume()),
    m: () => viewer.setMuted(!state.muted),
    f: toggleFull,
    ...(theatre ? { t: theatre.toggle } : {}),
    j: () => viewer.seekBy(-10),
    l: () => viewer.toLive(),
    c: () => viewer.toggleCaptions([currentLocale(), ...navigator.languages]),
    p: () => togglePictureInPicture(viewer.shownVideo),
    '?': () => {
      // A sheet lies over the page, not over a full screen.
      if (document.fullscreenElement) void document.exitFullscreen();
      setHelps(true);
    },
    arrowleft: () => viewer.seekBy(-10),
    arrowright: () => viewer.seekBy(10),
  });
  return (
    <>
      <PlayerCover viewer={viewer} state={state} show={show} {...(onReplay ? { onReplay } : {})} />
      <PlayerControls
        viewer={viewer}
        state={state}
        recording={props.recording}
        video={video.current}
        theatre={theatre}
        onFull={toggleFull}
      />
      <Suspense>
        {helps ? (
          <PlayerKeys
            hasCaptions={state.captions.length > 0}
            hasTheatre={theatre !== undefined}
            onClose={() => setHelps(false)}
          />
        ) : null}
      </Suspense>
    </>
  );
}

interface PartsProps {
  viewer: ViewerClient;
  video: RefObject<HTMLVideoElement | null>;
  show: Show | undefined;
  recording: Recording | undefined;
  isSilenced: boolean;
  theatre: Theatre | undefined;
  onStarted?(): void;
  onState?(phase: string): void;
  onReplay?(): void;
}

/** Controls disappear without pointer movement, and stay while one of them has the focus. */
function useIdle() {
  const [idle, setIdle] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wake = () => {
    setIdle(false);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setIdle(true), IDLE_MS);
  };
  const sleep = () => {
    clearTimeout(timer.current);
    setIdle(true);
  };
  // Also without any movement: in a frame of another page the video is smaller while they are seen.
  useEffect(() => {
    timer.current = setTimeout(() => setIdle(true), IDLE_MS);
    return () => clearTimeout(timer.current);
  }, []);
  return { idle, wake, sleep };
}
