import { useEffect } from 'react';
import { type CallClient, Observed, type StageClient } from '#client';
import { deviceWishes } from '../ui/device-wishes.js';
import { playAt } from '../ui/play-at.js';
import { useMediaStream } from '../ui/use-media-stream.js';
import { useObserved } from '../ui/use-observed.js';
import { type Volumes, volumeIn } from './programme/volumes.js';

const AS_SENT = new Observed<ReadonlyMap<string, number>>(new Map());

/** Of the stage, while a private call is on. */
const BESIDE_A_CALL = 0.25;

interface StageAudioProps {
  stage: StageClient;
  calls: CallClient;
  volumes?: Volumes;
}

/**
 * The audio of all other participants. One's own is never played: that would be an echo. The voice of a private call that
 * comes directly is played in the place of the one that the server sends.
 */
export function StageAudio({ stage, calls, volumes }: StageAudioProps) {
  const { remote } = useObserved(stage.state);
  const { call, partnerId, route, microphone } = useObserved(calls.state);
  const values = useObserved(volumes?.values ?? AS_SENT);
  const isCalling = call?.state === 'active';
  const isDirect = isCalling && route === 'direct' && microphone !== null;
  const volumeOf = (participantId: string, source: string) => {
    const chosen = volumeIn(values, participantId);
    if (!isCalling) return chosen;
    if (participantId !== partnerId || source !== 'microphone') return chosen * BESIDE_A_CALL;
    return isDirect ? 0 : chosen;
  };
  return (
    <>
      {remote
        .filter(({ source }) => source === 'microphone' || source === 'screen-sound')
        .map(({ participantId, source, stream }) => (
          <Voice
            key={`${participantId}-${source}`}
            stream={stream}
            volume={volumeOf(participantId, source)}
            of={participantId}
          />
        ))}
      {isCalling && microphone && partnerId ? (
        <Voice
          stream={microphone}
          volume={isDirect ? volumeIn(values, partnerId) : 0}
          of={`${partnerId} direct`}
        />
      ) : null}
    </>
  );
}

function Voice({ stream, volume, of }: { stream: MediaStream; volume: number; of: string }) {
  const audio = useMediaStream<HTMLAudioElement>(stream);
  useEffect(() => {
    if (!audio.current) return;
    audio.current.volume = volume;
    // Phones let no page set a volume; they can be silenced.
    audio.current.muted = volume === 0;
  }, [audio, volume]);
  const { speakerId } = useObserved(deviceWishes);
  useEffect(() => {
    if (audio.current) playAt(audio.current, speakerId);
  }, [audio, speakerId]);
  // biome-ignore lint/a11y/useMediaCaption: a live voice has no caption track
  return <audio ref={audio} data-voice="" data-of={of} />;
}
