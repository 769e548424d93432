import type { StageClient } from '#client';
import { useMediaStream } from '../ui/use-media-stream.js';
import { useObserved } from '../ui/use-observed.js';

/** The audio of all other participants. One's own is never played: that would be an echo. */
export function StageAudio({ stage }: { stage: StageClient }) {
  const { remote } = useObserved(stage.state);
  return remote
    .filter(({ source }) => source === 'microphone' || source === 'screen-sound')
    .map(({ participantId, source, stream }) => <Voice key={`${participantId}-${source}`} stream={stream} />);
}

function Voice({ stream }: { stream: MediaStream }) {
  const audio = useMediaStream<HTMLAudioElement>(stream);
  // biome-ignore lint/a11y/useMediaCaption: a live voice has no caption track
  return <audio ref={audio} data-voice="" />;
}
