/** A multivariant playlist as a value (RFC 8216bis, 4.4.6). */
export interface MultivariantPlaylist {
  audio: readonly AudioRendition[];
  subtitles?: readonly SubtitleRendition[];
  variants: readonly Variant[];
  steering?: { serverUri: string; pathwayId: string };
}

export interface AudioRendition {
  uri: string;
  groupId: string;
  name: string;
  isDefault: boolean;
  channels: number;
}

export interface SubtitleRendition {
  uri: string;
  groupId: string;
  name: string;
  /** A language tag (RFC 5646). */
  language: string;
}

export interface Variant {
  uri: string;
  /** The largest sum of segment bit rates, as measured. */
  peakBitrate: number;
  averageBitrate: number;
  codecs: readonly string[];
  resolution?: { width: number; height: number };
  frameRate?: number;
  audioGroupId?: string;
  subtitleGroupId?: string;
  /** Which one to prefer, the highest first. All variants say it, or none. */
  score?: number;
}
