import { type CodecsOf, playedCodecs } from './played-codecs.js';
import { INDEX_NAME, mediaName, playlistName } from './recording-files.js';
import type { RecordedRendition, RecordingIndex } from './recording-index.js';
import { type TimelineSlot, writtenSlots } from './recording-timeline.js';
import { vodHead } from './vod-head.js';

export interface NamedText {
  name: string;
  text: string;
}

/** What an initialization section says of its track, as far as playlists need it. */
export interface MapFacts {
  codec: string;
  width: number;
  height: number;
  /** The same for maps of the same bytes: most encoder runs have one and the same. */
  mark: string;
}

export type DescribeMap = (renditionId: string, uri: string) => MapFacts;

/** Captions that have a playlist. */
export interface ListedCaptions {
  id: string;
  language: string;
  name: string;
}

const AUDIO_GROUP = 'audio';
const CAPTIONS_GROUP = 'captions';
const CODECS_OF_AUDIO_ALONE = 'mp4a.40.2';

/** The playlists of a recording that is over (RFC 8216): one file a rendition, its segments by byte range. */
export function vodPlaylists(
  index: RecordingIndex,
  describe: DescribeMap,
  slots: readonly TimelineSlot[],
  captions: readonly ListedCaptions[] = [],
): NamedText[] {
  const renditions = [...index.renditions.values()].filter(
    ({ spec, segments }) => spec.kind !== 'subtitles' && segments.length > 0,
  );
  const codecsOf = playedCodecs(slots, (id, uri) => describe(id, uri).codec);
  return [
    { name: INDEX_NAME, text: multivariant(renditions, codecsOf, describe, captions) },
    ...renditions.map((rendition) => ({
      name: playlistName(rendition.spec.id),
      text: mediaPlaylist(rendition, slots, describe),
    })),
  ];
}

function multivariant(
  renditions: readonly RecordedRendition[],
  codecsOf: CodecsOf,
  describe: DescribeMap,
  captions: readonly ListedCaptions[],
): string {
  const audio = renditions.find(({ spec }) => spec.kind === 'audio');
  const videos = renditions
    .filter(({ spec }) => spec.kind === 'video')
    .sort((a, b) => (b.spec.height ?? 0) - (a.spec.height ?? 0));
  const lines = ['#EXTM3U', '#EXT-X-VERSION:8', '#EXT-X-INDEPENDENT-SEGMENTS'];
  if (audio !== undefined && videos.length > 0)
    lines.push(
      `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="${AUDIO_GROUP}",NAME="Programme",DEFAULT=YES,AUTOSELECT=YES,` +
        `CHANNELS="2",URI="${playlistName(audio.spec.id)}"`,
    );
  lines.push(...captions.map(captionsLine));
  for (const video of videos.length > 0 ? videos : renditions)
    lines.push(...variant(video, audio, { codecsOf, describe, hasCaptions: captions.length > 0 }));
  return `${lines.join('\n')}\n`;
}

/** As on air: nobody sees them who has not asked. */
const captionsLine = ({ id, language, name }: ListedCaptions): string =>
  `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="${CAPTIONS_GROUP}",NAME="${name.replace(/["\r\n]/g, '')}",LANGUAGE="${language}",` +
  `DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,URI="${playlistName(id)}"`;

function variant(
  video: RecordedRendition,
  audio: RecordedRendition | undefined,
  { codecsOf, describe, hasCaptions }: { codecsOf: CodecsOf; describe: DescribeMap; hasCaptions: boolean },
): string[] {
  const { width, height } = describe(video.spec.id, firstMapOf(video));
  const withAudio = audio !== undefined && audio !== video;
  const peak = peakBitrateOf(video) + (withAudio ? peakBitrateOf(audio) : 0);
  const [seen, heard] = [codecsOf(video), withAudio ? codecsOf(audio) : []];
  const codecs = withAudio && heard.length === 0 ? [...seen, CODECS_OF_AUDIO_ALONE] : [...seen, ...heard];
  const attributes = [
    `BANDWIDTH=${Math.ceil(peak)}`,
    `CODECS="${codecs.join(',')}"`,
    ...(width > 0 ? [`RESOLUTION=${width}x${height}`] : []),
    ...(video.spec.frameRate === undefined ? [] : [`FRAME-RATE=${video.spec.frameRate.toFixed(3)}`]),
    ...(withAudio ? [`AUDIO="${AUDIO_GROUP}"`] : []),
    ...(hasCaptions ? [`SUBTITLES="${CAPTIONS_GROUP}"`] : []),
    // A player that is not told so fetches segments to look for captions before it starts.
    'CLOSED-CAPTIONS=NONE',
  ];
  return [`#EXT-X-STREAM-INF:${attributes.join(',')}`, playlistName(video.spec.id)];
}

const firstMapOf = ({ segments }: RecordedRendition): string => segments[0]?.mapUri ?? '';

function peakBitrateOf({ segments }: RecordedRendition): number {
  return segments.reduce(
    (most, { bytes, startSeconds, endSeconds }) =>
      Math.max(most, (bytes * 8) / Math.max(0.1, endSeconds - startSeconds)),
    1,
  );
}

/**
 * As on air: where the programme was away, players go on behind it with a discontinuity; where one rendition alone is
 * missing it has a gap, in step with the others.
 */
function mediaPlaylist(
  rendition: RecordedRendition,
  slots: readonly TimelineSlot[],
  describe: DescribeMap,
): string {
  const { id } = rendition.spec;
  const durationOf = (slot: TimelineSlot) => {
    const segment = slot.segments.get(id) ?? slot;
    return Math.max(0, segment.endSeconds - segment.startSeconds);
  };
  const written = writtenSlots(slots);
  const lines = vodHead(written.map(({ slot }) => durationOf(slot)));
  let mark: string | undefined;
  for (const { slot, isDiscontinuous } of written) {
    if (isDiscontinuous) lines.push('#EXT-X-DISCONTINUITY');
    const segment = slot.segments.get(id);
    if (segment === undefined) {
      lines.push('#EXT-X-GAP', `#EXTINF:${durationOf(slot).toFixed(6)},`, mediaName(id));
      continue;
    }
    const map = describe(id, segment.mapUri).mark;
    if (map !== mark || isDiscontinuous) lines.push(mapLine(rendition, segment.mapUri));
    mark = map;
    lines.push(
      `#EXT-X-PROGRAM-DATE-TIME:${new Date(segment.programDateTimeMs).toISOString()}`,
      `#EXTINF:${durationOf(slot).toFixed(6)},`,
      `#EXT-X-BYTERANGE:${segment.bytes}@${segment.offset}`,
      mediaName(id),
    );
  }
  lines.push('#EXT-X-ENDLIST');
  return `${lines.join('\n')}\n`;
}

function mapLine({ spec, maps }: RecordedRendition, uri: string): string {
  const { offset = 0, bytes = 0 } = maps.get(uri) ?? {};
  return `#EXT-X-MAP:URI="${mediaName(spec.id)}",BYTERANGE="${bytes}@${offset}"`;
}
