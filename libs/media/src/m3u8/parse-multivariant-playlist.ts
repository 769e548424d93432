import { AttributeList, MalformedPlaylist } from './attributes.js';
import type {
  AudioRendition,
  MultivariantPlaylist,
  SubtitleRendition,
  Variant,
} from './multivariant-playlist.js';

/** Reads the multivariant playlists that this server prints. */
export function parseMultivariantPlaylist(text: string): MultivariantPlaylist {
  const lines = text.split(/\r?\n/);
  if (lines[0] !== '#EXTM3U') throw new MalformedPlaylist('no #EXTM3U');
  const audio: AudioRendition[] = [];
  const subtitles: SubtitleRendition[] = [];
  const variants: Variant[] = [];
  let steering: MultivariantPlaylist['steering'];
  let pending: AttributeList | undefined;
  for (const line of lines.slice(1)) {
    if (line.startsWith('#EXT-X-MEDIA:')) {
      const attributes = new AttributeList('MEDIA', line.slice(13));
      if (attributes.find('TYPE') === 'SUBTITLES') subtitles.push(parseSubtitles(attributes));
      else audio.push(parseAudio(attributes));
    } else if (line.startsWith('#EXT-X-STREAM-INF:'))
      pending = new AttributeList('STREAM-INF', line.slice(18));
    else if (line.startsWith('#EXT-X-CONTENT-STEERING:')) {
      const attributes = new AttributeList('CONTENT-STEERING', line.slice(24));
      steering = { serverUri: attributes.get('SERVER-URI'), pathwayId: attributes.find('PATHWAY-ID') ?? '.' };
    } else if (line !== '' && !line.startsWith('#')) {
      if (!pending) throw new MalformedPlaylist(`${line.slice(0, 80)} without EXT-X-STREAM-INF`);
      variants.push(parseVariant(pending, line));
      pending = undefined;
    }
  }
  const more = subtitles.length === 0 ? {} : { subtitles };
  return { audio, ...more, variants, ...(steering === undefined ? {} : { steering }) };
}

const parseSubtitles = (attributes: AttributeList): SubtitleRendition => ({
  uri: attributes.get('URI'),
  groupId: attributes.get('GROUP-ID'),
  name: attributes.get('NAME'),
  language: attributes.get('LANGUAGE'),
});

function parseAudio(attributes: AttributeList): AudioRendition {
  return {
    uri: attributes.get('URI'),
    groupId: attributes.get('GROUP-ID'),
    name: attributes.get('NAME'),
    isDefault: attributes.isYes('DEFAULT'),
    channels: Number(attributes.find('CHANNELS') ?? 2),
  };
}

function parseVariant(attributes: AttributeList, uri: string): Variant {
  const [width, height] = (attributes.find('RESOLUTION') ?? '').split('x').map(Number);
  const frameRate = attributes.findNumber('FRAME-RATE');
  const audioGroupId = attributes.find('AUDIO');
  const subtitleGroupId = attributes.find('SUBTITLES');
  const score = attributes.findNumber('SCORE');
  return {
    uri,
    peakBitrate: attributes.getNumber('BANDWIDTH'),
    averageBitrate: attributes.findNumber('AVERAGE-BANDWIDTH') ?? attributes.getNumber('BANDWIDTH'),
    codecs: attributes.get('CODECS').split(','),
    ...(width && height ? { resolution: { width, height } } : {}),
    ...(frameRate === undefined ? {} : { frameRate }),
    ...(audioGroupId === undefined ? {} : { audioGroupId }),
    ...(subtitleGroupId === undefined ? {} : { subtitleGroupId }),
    ...(score === undefined ? {} : { score }),
  };
}
