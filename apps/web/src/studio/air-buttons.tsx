import type { Connection } from '#client';
import type { ProgrammeView } from '#protocol';
import { EndShowButton, GoLiveButton } from './go-live-button.js';

interface AirButtonsProps {
  connection: Connection;
  showId: string;
  programme: ProgrammeView;
}

/** What brings the show on air and what ends it: both while a show that was on air is started again by itself. */
export function AirButtons({ connection, showId, programme }: AirButtonsProps) {
  const { state, liveSinceWallMs, isClosing } = programme;
  const isLive = state === 'live' || state === 'ending';
  const isInterrupted = state === 'starting' && liveSinceWallMs !== null;
  return (
    <>
      {isLive || state === 'ended' ? null : <GoLiveButton connection={connection} programme={programme} />}
      {isLive || isInterrupted ? (
        <EndShowButton connection={connection} showId={showId} isClosing={isClosing === true} />
      ) : null}
    </>
  );
}
