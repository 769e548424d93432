import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { captionSegmentsName, captionsName, playlistName } from '../recording/recording-files.js';
import type { RecordingIndex } from '../recording/recording-index.js';
import { firstSegmentOf, type TimelineSlot } from '../recording/recording-timeline.js';
import { showZeroMs } from '../recording/show-zero.js';
import type { NamedText } from '../recording/vod-playlists.js';
import { playedCaptions } from './played-captions.js';
import { type RecordedCaptions, readRecordedCaptions } from './recorded-captions.js';

export interface CaptionFiles {
  captions: RecordedCaptions;
  files: readonly NamedText[];
}

/** The files of all captions of what is played. Those of a language that has none there are removed. */
export async function captionFilesOf(
  folder: string,
  index: RecordingIndex,
  slots: readonly TimelineSlot[],
): Promise<CaptionFiles[]> {
  const segment = firstSegmentOf(slots);
  const all = segment === undefined ? [] : await readRecordedCaptions(folder, index);
  const found = all.flatMap((captions): CaptionFiles[] => {
    const played = segment && playedCaptions(captions, slots, showZeroMs(segment));
    if (played === undefined) return [];
    const { id } = captions;
    const files = [
      { name: playlistName(id), text: played.playlist },
      { name: captionSegmentsName(id), text: played.segments },
      { name: captionsName(id), text: played.alone },
    ];
    return [{ captions, files }];
  });
  const kept = new Set(found.map(({ captions }) => captions.id));
  for (const { spec } of index.renditions.values())
    if (spec.kind === 'subtitles' && !kept.has(spec.id))
      for (const name of [playlistName(spec.id), captionSegmentsName(spec.id), captionsName(spec.id)])
        await rm(join(folder, name), { force: true });
  return found;
}
