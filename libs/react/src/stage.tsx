import { useEffect, useRef } from 'react';
import type { RemoteTrack, StageClient } from '#client';
import { ENGLISH, type Texts } from './texts.js';
import { useObserved } from './use-observed.js';

export interface StageProps {
  /** From `RaiseHand`, or from `StageClient.join`. */
  stage: StageClient;
  texts?: Texts;
}

/** Everybody on the stage, in real time. */
export function Stage({ stage, texts = ENGLISH }: StageProps) {
  const { remote, roster, participantId } = useObserved(stage.state);
  const nameOf = (id: string) => roster.participants.find((each) => each.participantId === id)?.name ?? '';
  const videos = remote.filter(({ source }) => source === 'camera' || source === 'screen');
  const audios = remote.filter(({ source }) => source === 'microphone' || source === 'screen-sound');
  return (
    <section className="proscenium-stage">
      {videos.map((track) => (
        <figure key={`${track.participantId}-${track.source}`}>
          <RemoteMedia track={track} />
          <figcaption>{nameOf(track.participantId)}</figcaption>
        </figure>
      ))}
      {audios.map((track) => (
        <RemoteMedia key={`${track.participantId}-${track.source}`} track={track} isAudio />
      ))}
      {participantId !== null && <p>{`${texts.you}: ${nameOf(participantId)}`}</p>}
    </section>
  );
}

function RemoteMedia({ track, isAudio = false }: { track: RemoteTrack; isAudio?: boolean }) {
  const element = useRef<HTMLVideoElement & HTMLAudioElement>(null);
  const { stream } = track;
  useEffect(() => {
    if (element.current !== null) element.current.srcObject = stream;
  }, [stream]);
  // What is said on a stage has captions of the programme, if any.
  // biome-ignore lint/a11y/useMediaCaption: it is a live conversation
  return isAudio ? <audio ref={element} autoPlay /> : <video ref={element} autoPlay playsInline muted />;
}
