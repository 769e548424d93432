import type { Recording, ViewerClient } from '#client';
import { CaptionSearch } from './caption-search.js';
import { ChapterList } from './chapter-list.js';

interface ReplayAidsProps {
  showId: string;
  recording: Recording;
  viewer: ViewerClient;
}

/** Ways to a moment of a recording. */
export function ReplayAids({ showId, recording, viewer }: ReplayAidsProps) {
  return (
    <>
      <ChapterList recording={recording} viewer={viewer} />
      <CaptionSearch showId={showId} recording={recording} viewer={viewer} />
    </>
  );
}
