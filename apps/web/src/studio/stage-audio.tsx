import { useEffect } from 'react';
import { Observed, type StageClient } from '#client';
import { deviceWishes } from '../ui/device-wishes.js';
import { playAt } from '../ui/play-at.js';
import { useMediaStream } from '../ui/use-media-stream.js';
import { useObserved } from '../ui/use-observed.js';
import { type Volumes, volumeIn } from './programme/volumes.js';

const AS_SENT = new Observed<ReadonlyMap<string, number>>(new Map());

/** The audio of all other participants. One's own is never played: that would be an echo. */
export function StageAudio({ stage, volumes }: { stage: StageClient; volumes?: Volumes }) {
  const { remote } = useObserved(stage.state);
  const values = useObserved(volumes?.values ?? AS_SENT);
  return remote
    .filter(({ source }) => source === 'microphone' || source === 'screen-sound')
    .map(({ participantId, source, stream }) => (
      <Voice key={`${participantId}-${source}`} stream={stream} volume={volumeIn(values, participantId)} />
    ));
}

function Voice({ stream, volume }: { stream: MediaStream; volume: number }) {
  const audio = useMediaStream<HTMLAudioElement>(stream);
  useEffect(() => {
    if (audio.current) audio.current.volume = volume;
  }, [audio, volume]);
  const { speakerId } = useObserved(deviceWishes);
  useEffect(() => {
    if (audio.current) playAt(audio.current, speakerId);
  }, [audio, speakerId]);
  // biome-ignore lint/a11y/useMediaCaption: a live voice has no caption track
  return <audio ref={audio} data-voice="" />;
}
