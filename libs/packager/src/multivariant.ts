import type { MultivariantPlaylist, Variant } from '#media';
import type { RenditionSpec } from './ports.js';
import type { RenditionPipeline } from './rendition-pipeline.js';

const AUDIO_GROUP = 'audio';
const CAPTION_GROUP = 'captions';

/** A rung is away after so many target durations without a frame. */
const AWAY_AFTER_TARGETS = 5;
const SCORES = { there: 2, missing: 1 };

/** The variants of every format in one, for a player that chooses among them. */
export const ALL_FORMATS = 'all';

export interface MultivariantFacts {
  /** Its variants only; the main one where nothing is said. */
  format?: string | undefined;
  edgeSeconds: number;
  segmentSeconds: number;
  captions: readonly RenditionSpec[];
}

/**
 * One variant for each video, all with the same audio; audio alone is a variant of its own. A rung that is away is
 * left out, so that nobody begins with it; one whose newest parts are gaps is the last to be chosen.
 */
export function multivariantOf(
  pipelines: readonly RenditionPipeline[],
  { format, edgeSeconds, segmentSeconds, captions }: MultivariantFacts,
): MultivariantPlaylist {
  const audios = pipelines.filter((pipeline) => pipeline.spec.kind === 'audio');
  const written = pipelines.filter(
    ({ spec }) => spec.kind === 'video' && (format === ALL_FORMATS || spec.format === format),
  );
  // What has not said its codec yet would be taken for audio alone.
  const told = written.filter((pipeline) => pipeline.codec !== undefined);
  const all = told.length > 0 ? told : written;
  const here = all.filter((pipeline) => !pipeline.isAway(edgeSeconds, AWAY_AFTER_TARGETS * segmentSeconds));
  const videos = (here.length > 0 ? here : all).sort((a, b) => (b.spec.height ?? 0) - (a.spec.height ?? 0));
  if (videos.length === 0) return { audio: [], variants: audios.map((audio) => variantOf(audio, undefined)) };
  return {
    audio: audios.map((audio, index) => ({
      uri: uriOf(audio),
      groupId: AUDIO_GROUP,
      name: index === 0 ? 'Programme' : `Programme ${index + 1}`,
      isDefault: index === 0,
      channels: 2,
    })),
    ...withCaptions(captions, withScores(videos, audios[0])),
  };
}

function withCaptions(
  captions: readonly RenditionSpec[],
  variants: Variant[],
): Pick<MultivariantPlaylist, 'subtitles' | 'variants'> {
  if (captions.length === 0) return { variants };
  return {
    subtitles: captions.map(({ id, language = 'und', name = language }) => ({
      uri: `${id}.m3u8`,
      groupId: CAPTION_GROUP,
      name,
      language,
    })),
    variants: variants.map((variant) => ({ ...variant, subtitleGroupId: CAPTION_GROUP })),
  };
}

function withScores(videos: readonly RenditionPipeline[], audio: RenditionPipeline | undefined): Variant[] {
  const variants = videos.map((video) => variantOf(video, audio));
  if (!videos.some((pipeline) => pipeline.isMissing)) return variants;
  return variants.map((variant, index) => ({
    ...variant,
    score: videos[index]?.isMissing ? SCORES.missing : SCORES.there,
  }));
}

const uriOf = (pipeline: RenditionPipeline): string => `${pipeline.spec.id}.m3u8`;

function variantOf(pipeline: RenditionPipeline, audio: RenditionPipeline | undefined): Variant {
  const all = audio ? [pipeline, audio] : [pipeline];
  const { spec, size } = pipeline;
  return {
    uri: uriOf(pipeline),
    peakBitrate: all.reduce((sum, each) => sum + each.timeline.bitrate.peak, 0),
    averageBitrate: all.reduce((sum, each) => sum + each.timeline.bitrate.average, 0),
    codecs: all.flatMap((each) => each.codec ?? []),
    ...(size && size.width > 0 ? { resolution: { width: size.width, height: size.height } } : {}),
    ...(spec.frameRate === undefined ? {} : { frameRate: spec.frameRate }),
    ...(audio ? { audioGroupId: AUDIO_GROUP } : {}),
  };
}
