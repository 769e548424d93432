import { AudioLines } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import { playAt } from '../ui/play-at.js';

const RECORDED_MS = 3_000;

interface EchoTestProps {
  microphone: MediaStreamTrack | null;
  speakerId: string;
}

type Stage = 'idle' | 'recording' | 'playing';

/** A few seconds of the microphone, played where others will be heard: both are right, or one hears what is not. */
export function EchoTest({ microphone, speakerId }: EchoTestProps) {
  const t = useText();
  const [stage, setStage] = useState<Stage>('idle');
  const stop = useRef<() => void>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another microphone ends the test of the one before
  useEffect(() => () => stop.current?.(), [microphone]);
  if (!('MediaRecorder' in globalThis)) return null;
  const start = (track: MediaStreamTrack) => {
    stop.current = runEchoTest(track, speakerId, (next) => {
      setStage(next);
      if (next === 'idle') stop.current = undefined;
    });
  };
  return (
    <div className="row">
      <Button
        size="small"
        variant="outline"
        icon={<AudioLines size={16} />}
        disabled={microphone === null}
        onClick={() => (stop.current ? stop.current() : microphone && start(microphone))}
      >
        {t(stage === 'idle' ? 'studio.echo' : 'studio.echo.stop')}
      </Button>
      <span className="field-hint" role="status">
        {stage === 'idle' ? '' : t(`studio.echo.${stage}`)}
      </span>
    </div>
  );
}

/** Returns the function that ends it early. */
function runEchoTest(
  track: MediaStreamTrack,
  speakerId: string,
  onStage: (stage: Stage) => void,
): () => void {
  const pieces: Blob[] = [];
  const player = new Audio();
  const recorder = new MediaRecorder(new MediaStream([track]));
  const timer = setTimeout(() => recorder.stop(), RECORDED_MS);
  let isOver = false;
  const end = () => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    if (recorder.state !== 'inactive') recorder.stop();
    player.pause();
    URL.revokeObjectURL(player.src);
    onStage('idle');
  };
  recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data));
  recorder.addEventListener('stop', () => {
    if (isOver) return;
    onStage('playing');
    player.src = URL.createObjectURL(new Blob(pieces, { type: recorder.mimeType }));
    playAt(player, speakerId);
    player.addEventListener('ended', end);
    void player.play().catch(end);
  });
  recorder.addEventListener('error', end);
  recorder.start();
  onStage('recording');
  return end;
}
