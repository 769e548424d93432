import type {
  AudioRendition,
  MultivariantPlaylist,
  SubtitleRendition,
  Variant,
} from './multivariant-playlist.js';

export function printMultivariantPlaylist(playlist: MultivariantPlaylist): string {
  const { steering } = playlist;
  const pathway = steering === undefined ? '' : `,PATHWAY-ID="${steering.pathwayId}"`;
  const lines = ['#EXTM3U', '#EXT-X-VERSION:6', '#EXT-X-INDEPENDENT-SEGMENTS'];
  if (steering) lines.push(`#EXT-X-CONTENT-STEERING:SERVER-URI="${steering.serverUri}"${pathway}`);
  lines.push(...playlist.audio.map(printAudio));
  lines.push(...(playlist.subtitles ?? []).map(printSubtitles));
  for (const variant of playlist.variants)
    lines.push(`#EXT-X-STREAM-INF:${printVariant(variant)}${pathway}`, variant.uri);
  return `${lines.join('\n')}\n`;
}

function printAudio(audio: AudioRendition): string {
  const isDefault = audio.isDefault ? 'YES' : 'NO';
  return (
    `#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="${audio.groupId}",NAME="${audio.name}",` +
    `DEFAULT=${isDefault},AUTOSELECT=YES,CHANNELS="${audio.channels}",URI="${audio.uri}"`
  );
}

/** Nobody sees them who has not asked: `DEFAULT=NO`. */
function printSubtitles({ groupId, name, language, uri }: SubtitleRendition): string {
  return (
    `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="${groupId}",NAME="${name}",LANGUAGE="${language}",` +
    `DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,URI="${uri}"`
  );
}

function printVariant(variant: Variant): string {
  const attributes = [
    `BANDWIDTH=${Math.ceil(variant.peakBitrate)}`,
    `AVERAGE-BANDWIDTH=${Math.ceil(variant.averageBitrate)}`,
    `CODECS="${variant.codecs.join(',')}"`,
  ];
  if (variant.resolution)
    attributes.push(`RESOLUTION=${variant.resolution.width}x${variant.resolution.height}`);
  if (variant.frameRate !== undefined) attributes.push(`FRAME-RATE=${variant.frameRate.toFixed(3)}`);
  if (variant.audioGroupId !== undefined) attributes.push(`AUDIO="${variant.audioGroupId}"`);
  if (variant.subtitleGroupId !== undefined) attributes.push(`SUBTITLES="${variant.subtitleGroupId}"`);
  // No captions hide in our video: a player that is not told so fetches segments to look for captions before it starts.
  attributes.push('CLOSED-CAPTIONS=NONE');
  if (variant.score !== undefined) attributes.push(`SCORE=${variant.score.toFixed(1)}`);
  return attributes.join(',');
}
