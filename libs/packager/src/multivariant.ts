import type { MultivariantPlaylist, Variant } from '#media';
import type { RenditionLine } from './rendition-line.js';

const AUDIO_GROUP = 'sound';

/** One variant for each picture, all with the same sound; sound alone is a variant of its own. */
export function multivariantOf(lines: readonly RenditionLine[]): MultivariantPlaylist {
  const sounds = lines.filter((line) => line.spec.kind === 'audio');
  const pictures = lines
    .filter((line) => line.spec.kind === 'video')
    .sort((a, b) => (b.spec.height ?? 0) - (a.spec.height ?? 0));
  if (pictures.length === 0)
    return { audio: [], variants: sounds.map((sound) => variantOf(sound, undefined)) };
  return {
    audio: sounds.map((sound, index) => ({
      uri: uriOf(sound),
      groupId: AUDIO_GROUP,
      name: index === 0 ? 'Programme' : `Programme ${index + 1}`,
      isDefault: index === 0,
      channels: 2,
    })),
    variants: pictures.map((picture) => variantOf(picture, sounds[0])),
  };
}

const uriOf = (line: RenditionLine): string => `${line.spec.id}.m3u8`;

function variantOf(line: RenditionLine, sound: RenditionLine | undefined): Variant {
  const all = sound ? [line, sound] : [line];
  const { spec, size } = line;
  return {
    uri: uriOf(line),
    peakBitrate: all.reduce((sum, each) => sum + each.timeline.bitrate.peak, 0),
    averageBitrate: all.reduce((sum, each) => sum + each.timeline.bitrate.average, 0),
    codecs: all.flatMap((each) => each.codec ?? []),
    ...(size && size.width > 0 ? { resolution: { width: size.width, height: size.height } } : {}),
    ...(spec.frameRate === undefined ? {} : { frameRate: spec.frameRate }),
    ...(sound ? { audioGroupId: AUDIO_GROUP } : {}),
  };
}
