import type { AudienceSession } from './audience-session.js';
import { ChapterNow } from './chapter-now.js';
import { ViewersBadge } from './viewers-badge.js';

/** Beside the title of a show that may be live: what the page needs once its video plays. */
export function LiveFacts({ audienceSession }: { audienceSession: AudienceSession }) {
  return (
    <>
      <ChapterNow audienceSession={audienceSession} />
      <ViewersBadge audienceSession={audienceSession} />
    </>
  );
}
