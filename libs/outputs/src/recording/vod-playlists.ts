import { INDEX_NAME, mediaName, playlistName } from './recording-files.js';
import type { RecordedRendition, RecordingIndex } from './recording-index.js';
import { type TimelineSlot, timelineOf } from './recording-timeline.js';

export interface NamedText {
  name: string;
  text: string;
}

/** What an initialization section says of its track, as far as a multivariant playlist needs it. */
export type DescribeMap = (renditionId: string) => { codec: string; width: number; height: number };

const AUDIO_GROUP = 'audio';
const CODECS_OF_AUDIO_ALONE = 'mp4a.40.2';

/** The playlists of a recording that is over (RFC 8216): one file a rendition, its segments by byte range. */
export function vodPlaylists(index: RecordingIndex, describe: DescribeMap): NamedText[] {
  const slots = timelineOf(index);
  const renditions = [...index.renditions.values()].filter(({ segments }) => segments.length > 0);
  return [
    { name: INDEX_NAME, text: multivariant(renditions, describe) },
    ...renditions.map((rendition) => ({
      name: playlistName(rendition.spec.id),
      text: mediaPlaylist(rendition, slots),
    })),
  ];
}

function multivariant(renditions: readonly RecordedRendition[], describe: DescribeMap): string {
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
  for (const video of videos.length > 0 ? videos : renditions) lines.push(...variant(video, audio, describe));
  return `${lines.join('\n')}\n`;
}

function variant(
  video: RecordedRendition,
  audio: RecordedRendition | undefined,
  describe: DescribeMap,
): string[] {
  const { codec, width, height } = describe(video.spec.id);
  const withAudio = audio !== undefined && audio !== video;
  const peak = peakBitrateOf(video) + (withAudio ? peakBitrateOf(audio) : 0);
  const codecs = withAudio ? [codec, describe(audio.spec.id).codec || CODECS_OF_AUDIO_ALONE] : [codec];
  const attributes = [
    `BANDWIDTH=${Math.ceil(peak)}`,
    `CODECS="${codecs.join(',')}"`,
    ...(width > 0 ? [`RESOLUTION=${width}x${height}`] : []),
    ...(video.spec.frameRate === undefined ? [] : [`FRAME-RATE=${video.spec.frameRate.toFixed(3)}`]),
    ...(withAudio ? [`AUDIO="${AUDIO_GROUP}"`] : []),
    // A player that is not told so fetches segments to look for captions before it starts.
    'CLOSED-CAPTIONS=NONE',
  ];
  return [`#EXT-X-STREAM-INF:${attributes.join(',')}`, playlistName(video.spec.id)];
}

function peakBitrateOf({ segments }: RecordedRendition): number {
  return segments.reduce(
    (most, { bytes, startSeconds, endSeconds }) =>
      Math.max(most, (bytes * 8) / Math.max(0.1, endSeconds - startSeconds)),
    1,
  );
}

function mediaPlaylist(rendition: RecordedRendition, slots: readonly TimelineSlot[]): string {
  const { id } = rendition.spec;
  const durationOf = (slot: TimelineSlot) => {
    const segment = slot.segments.get(id) ?? slot;
    return Math.max(0, segment.endSeconds - segment.startSeconds);
  };
  const target = Math.max(
    1,
    ...slots
      .filter(({ segments }) => segments.size > 0)
      .map(durationOf)
      .map(Math.ceil),
  );
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:8',
    `#EXT-X-TARGETDURATION:${target}`,
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-MEDIA-SEQUENCE:1',
    '#EXT-X-INDEPENDENT-SEGMENTS',
  ];
  let mapUri: string | undefined;
  for (const [at, slot] of slots.entries()) {
    const segment = slot.segments.get(id);
    if (slot.discontinuity && at > 0) lines.push('#EXT-X-DISCONTINUITY');
    if (segment === undefined) {
      lines.push(...gapLines(rendition, durationOf(slot), target));
      continue;
    }
    if (segment.mapUri !== mapUri || slot.discontinuity) lines.push(mapLine(rendition, segment.mapUri));
    mapUri = segment.mapUri;
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

/** No segment may be longer than the target: a long pause is several gaps. */
function gapLines({ spec }: RecordedRendition, seconds: number, target: number): string[] {
  const count = Math.max(1, Math.ceil(seconds / target - 1e-6));
  const one = ['#EXT-X-GAP', `#EXTINF:${(seconds / count).toFixed(6)},`, mediaName(spec.id)];
  return Array.from({ length: count }, () => one).flat();
}
