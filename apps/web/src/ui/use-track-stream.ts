import { useMemo } from 'react';

/** A stream of its own for one track, the same one as long as the track is. */
export const useTrackStream = (track: MediaStreamTrack | null | undefined): MediaStream | null =>
  useMemo(() => (track ? new MediaStream([track]) : null), [track]);
