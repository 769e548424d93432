/** Platforms whose address nobody should have to look up. */
export const OUTPUT_PRESETS = {
  youtube: 'rtmps://a.rtmps.youtube.com/live2',
  twitch: 'rtmps://ingest.global-contribute.live-video.net/app',
  custom: null,
} as const;

export type OutputPreset = keyof typeof OUTPUT_PRESETS;
