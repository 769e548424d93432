import { useEffect } from 'react';
import type { ViewerClient } from '#client';
import type { AudienceSession } from './audience-session.js';

/** What is said is shown at its moment in this viewer's video; without a player, such as on stage, at once. */
export function useInStep(session: AudienceSession | undefined, viewer: ViewerClient | undefined): void {
  useEffect(() => {
    session?.audience.follow(viewer ? () => viewer.programmeMs : null);
  }, [session, viewer]);
}
