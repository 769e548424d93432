import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '#kernel';
import { parseTrackInit } from '#media';
import { captionFilesOf } from '../captions/caption-files.js';
import type { Trim } from '../edit/recording-edit.js';
import { captionsName, mediaName } from './recording-files.js';
import type { RecordedRendition, RecordingIndex } from './recording-index.js';
import type { RecordingSummary } from './recording-summary.js';
import { firstSegmentOf, keptSlots, spanOf, timelineOf } from './recording-timeline.js';
import { showZeroMs } from './show-zero.js';
import { type MapFacts, type NamedText, vodPlaylists } from './vod-playlists.js';

const NOTHING: MapFacts = { codec: '', width: 0, height: 0, mark: '' };

/** What is played of a recording, as its playlists say. `size`: of the largest video; null where there is none. */
export type Played = Pick<RecordingSummary, 'size' | 'captions' | 'playedFromMs'>;

/** Writes the playlists of what is recorded so far, and its captions. */
export async function writePlaylists(
  folder: string,
  index: RecordingIndex,
  trim: Trim | null = null,
): Promise<Played> {
  const facts = new Map<string, MapFacts>();
  for (const rendition of index.renditions.values())
    for (const [uri, described] of await describeMaps(folder, rendition))
      facts.set(`${rendition.spec.id} ${uri}`, described);
  const describe = (id: string, uri: string) => facts.get(`${id} ${uri}`) ?? NOTHING;
  const slots = keptSlots(timelineOf(index), trim);
  const captions = await captionFilesOf(folder, index, slots);
  const listed = captions.map((each) => each.captions);
  const write = ({ name, text }: NamedText) => writeWhole(join(folder, name), text);
  // A playlist names only what is there.
  for (const { files } of captions) for (const file of files) await write(file);
  for (const file of vodPlaylists(index, describe, slots, listed)) await write(file);
  const largest = [...facts.values()].sort((a, b) => b.height - a.height)[0];
  const isVideo = largest !== undefined && largest.width > 0;
  const segment = firstSegmentOf(slots);
  return {
    size: isVideo ? { width: largest.width, height: largest.height } : null,
    captions: listed.map(({ id, language, name }) => ({ language, name, file: captionsName(id) })),
    playedFromMs: segment ? showZeroMs(segment) + Math.round(spanOf(slots).startSeconds * 1_000) : null,
  };
}

async function describeMaps(
  folder: string,
  { spec, maps }: RecordedRendition,
): Promise<Map<string, MapFacts>> {
  const described = new Map<string, MapFacts>();
  if (maps.size === 0) return described;
  const handle = await open(join(folder, mediaName(spec.id)), 'r');
  try {
    for (const { uri, offset, bytes: length } of maps.values()) {
      const bytes = Buffer.alloc(length);
      await handle.read(bytes, 0, length, offset);
      const { codec, width, height } = parseTrackInit(bytes);
      described.set(uri, { codec, width, height, mark: bytes.toString('base64') });
    }
    return described;
  } finally {
    await handle.close();
  }
}
