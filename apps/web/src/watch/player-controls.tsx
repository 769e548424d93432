import {
  Maximize,
  Minimize,
  Pause,
  PictureInPicture2,
  Play,
  RectangleHorizontal,
  Volume2,
  VolumeX,
} from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { Recording, ViewerClient, ViewerState } from '#client';
import { useText } from '../i18n/use-text.js';
import { clockText } from '../ui/duration.js';
import { IconButton } from '../ui/icon-button.js';
import { canPictureInPicture, togglePictureInPicture } from './picture-in-picture.js';
import type { Theatre } from './theatre.js';

const CaptionsMenu = lazy(async () => ({ default: (await import('./captions-menu.js')).CaptionsMenu }));
const SeekMarks = lazy(async () => ({ default: (await import('./replay/seek-marks.js')).SeekMarks }));
const SpeedMenu = lazy(async () => ({ default: (await import('./speed-menu.js')).SpeedMenu }));
const QualityMenu = lazy(async () => ({ default: (await import('./quality-menu.js')).QualityMenu }));

interface PlayerControlsProps {
  viewer: ViewerClient;
  state: ViewerState;
  recording?: Recording | undefined;
  video: HTMLVideoElement | null;
  theatre: Theatre | undefined;
  onFull(): void;
}

const PLAYS = ['playing', 'paused'];

export function PlayerControls({ viewer, state, recording, video, theatre, onFull }: PlayerControlsProps) {
  const t = useText();
  if (!PLAYS.includes(state.phase)) return null;
  const isPlaying = state.phase === 'playing';
  return (
    <div className="controls">
      <SeekBar viewer={viewer} state={state} recording={recording} />
      <div className="controls-row">
        <IconButton
          name={isPlaying ? t('watch.pause') : t('watch.play')}
          shortcut="K"
          variant="ghost"
          onClick={() => (isPlaying ? viewer.pause() : void viewer.resume())}
        >
          {isPlaying ? <Pause size={20} /> : <Play size={20} />}
        </IconButton>
        <Volume viewer={viewer} state={state} />
        {state.isComplete ? <Place state={state} /> : <LiveButton viewer={viewer} state={state} />}
        <span className="grow" />
        <Suspense>
          <CaptionsMenu viewer={viewer} state={state} container={video?.parentElement ?? null} />
          <SpeedMenu viewer={viewer} state={state} container={video?.parentElement ?? null} />
          <QualityMenu viewer={viewer} state={state} container={video?.parentElement ?? null} />
        </Suspense>
        {canPictureInPicture() ? (
          <IconButton
            name={t('watch.pip')}
            shortcut="P"
            variant="ghost"
            onClick={() => togglePictureInPicture(viewer.shownVideo)}
          >
            <PictureInPicture2 size={19} />
          </IconButton>
        ) : null}
        {theatre ? (
          <IconButton
            name={t(theatre.isOn ? 'watch.theatre.exit' : 'watch.theatre')}
            shortcut="T"
            variant="ghost"
            className="only-wide"
            onClick={theatre.toggle}
          >
            <RectangleHorizontal size={19} />
          </IconButton>
        ) : null}
        <FullButton onFull={onFull} />
      </div>
    </div>
  );
}

function Volume({ viewer, state }: { viewer: ViewerClient; state: ViewerState }) {
  const t = useText();
  return (
    <span className="volume">
      <IconButton
        name={state.muted ? t('watch.unmute') : t('watch.mute')}
        shortcut="M"
        variant="ghost"
        onClick={() => viewer.setMuted(!state.muted)}
      >
        {state.muted ? <VolumeX size={20} /> : <Volume2 size={20} />}
      </IconButton>
      <input
        type="range"
        className="range volume-range"
        min={0}
        max={1}
        step={0.05}
        value={state.muted ? 0 : state.volume}
        aria-label={t('watch.volume')}
        onChange={(event) => viewer.setVolume(event.target.valueAsNumber)}
      />
    </span>
  );
}

/** Red at the edge with the distance beside it; grey in the past, where one press goes back. */
function LiveButton({ viewer, state }: { viewer: ViewerClient; state: ViewerState }) {
  const t = useText();
  const seconds = state.latencyS?.toFixed(1);
  return (
    <span className="row-tight">
      <button
        type="button"
        className={state.isLive ? 'live-button live-button-on' : 'live-button'}
        aria-label={state.isLive ? t('watch.seek.live') : t('watch.to-live')}
        onClick={() => viewer.toLive()}
      >
        {t('common.live')}
      </button>
      {state.isLive && seconds ? (
        <span
          className="latency"
          role="img"
          aria-label={t(state.isLatencyAbout ? 'watch.latency.about' : 'watch.latency.name', { seconds })}
        >
          {t(state.isLatencyAbout ? 'watch.latency.about' : 'watch.latency', { seconds })}
        </span>
      ) : null}
      {state.isLive ? <Transport state={state} /> : null}
      {state.isLive ? null : <span className="latency tabular">−{clockText(state.behindS)}</span>}
    </span>
  );
}

/** Where a show has both, which of them plays. */
function Transport({ state }: { state: ViewerState }) {
  const t = useText();
  if (!state.offersRealTime) return null;
  const name = state.transport === 'webrtc' ? 'real-time' : 'hls';
  return (
    <span className="transport" data-transport={state.transport} title={t(`watch.transport-about.${name}`)}>
      {t(`watch.transport.${name}`)}
    </span>
  );
}

/** Of a show that is over: how far one is in it. */
function Place({ state }: { state: ViewerState }) {
  const t = useText();
  const words = placeOf(state.windowS - state.behindS, state.windowS);
  return (
    <span className="latency tabular" role="img" aria-label={t('watch.seek.at', words)}>
      {words.time} / {words.total}
    </span>
  );
}

const placeOf = (atS: number, windowS: number) => ({
  time: clockText(Math.max(0, atS)),
  total: clockText(windowS),
});

interface SeekBarProps {
  viewer: ViewerClient;
  state: ViewerState;
  recording: Recording | undefined;
}

function SeekBar({ viewer, state, recording }: SeekBarProps) {
  const t = useText();
  const bar = useRef<HTMLInputElement>(null);
  const [dragged, setDragged] = useState<number>();
  if (state.windowS < 10) return null;
  const at = dragged ?? (state.isLive ? state.windowS : state.windowS - state.behindS);
  const behind = state.windowS - at;
  const liveText = behind < 3 ? t('watch.seek.live') : t('watch.seek.behind', { time: clockText(behind) });
  const valueText = state.isComplete ? t('watch.seek.at', placeOf(at, state.windowS)) : liveText;
  const settle = () => {
    if (dragged !== undefined) viewer.seekBehind(state.windowS - dragged);
    setDragged(undefined);
  };
  const input = (
    <input
      ref={bar}
      type="range"
      className="range seek"
      min={0}
      max={state.windowS}
      step={1}
      value={at}
      aria-label={t('watch.seek')}
      aria-valuetext={valueText}
      onChange={(event) => setDragged(event.target.valueAsNumber)}
      onPointerUp={settle}
      onKeyUp={settle}
      onBlur={settle}
    />
  );
  return (
    <>
      {input}
      <Suspense>
        {recording ? (
          <SeekMarks recording={recording} viewer={viewer} windowS={state.windowS} bar={bar} />
        ) : null}
      </Suspense>
    </>
  );
}

function FullButton({ onFull }: { onFull(): void }) {
  const t = useText();
  const [isFull, setFull] = useState(false);
  useEffect(() => {
    const update = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', update);
    return () => document.removeEventListener('fullscreenchange', update);
  }, []);
  return (
    <IconButton
      name={isFull ? t('watch.fullscreen.exit') : t('watch.fullscreen')}
      shortcut="F"
      variant="ghost"
      onClick={onFull}
    >
      {isFull ? <Minimize size={19} /> : <Maximize size={19} />}
    </IconButton>
  );
}
