import type { ParticipantView } from '#protocol';
import { useObserved } from '../../ui/use-observed.js';
import { useTrackStream } from '../../ui/use-track-stream.js';
import type { StageSession } from '../stage-session.js';
import type { OwnTracks } from '../use-own-tracks.js';

export type StreamOf = (participant: ParticipantView, source: 'camera' | 'screen') => MediaStream | null;

/** What to draw of whom: the own devices directly, everybody else as the stage sends them. */
export function useStreams({ stage, devices }: StageSession, own: OwnTracks): StreamOf {
  const { remote, participantId } = useObserved(stage.state);
  const { camera } = useObserved(devices.state);
  const ownCamera = useTrackStream(camera);
  const ownScreen = useTrackStream(own.screen);
  return (participant, source) => {
    if (participant.participantId === participantId) return source === 'camera' ? ownCamera : ownScreen;
    const track = participant.tracks.find((each) => each.source === source);
    if (!track || track.paused) return null;
    return (
      remote.find((each) => each.participantId === participant.participantId && each.source === source)
        ?.stream ?? null
    );
  };
}
