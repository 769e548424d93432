import { parseMultivariantPlaylist } from '#media';
import { hlsFetch } from '../../support/origin/hls-client.js';
import { Findings } from './hls-finding.js';
import { HlsFollower } from './hls-follower.js';
import { checkPlaylistUrl } from './hls-http-rules.js';

export interface ConformanceReport {
  findings: Findings;
  reloads: number;
  segments: number;
  /** Of each playlist. */
  timed: readonly { dateRanges: number; messages: number }[];
  /** Cues in whole segments of all captions. */
  cues: number;
}

export interface ConformanceOptions {
  multivariantUrl: string;
  /** How long to follow; shorter when the show ends. */
  signal: AbortSignal;
  /** How late a new part may be seen: little on a machine of its own, more on one that tests other things too. */
  seenLateMs?: number;
}

const SEEN_LATE_MS = 400;
/** For quick runs beside other tests. */
export const BUSY_SEEN_LATE_MS = 2_500;

/** Follows every playlist of a show at once and says what breaks a rule. */
export async function checkConformance({
  multivariantUrl,
  signal,
  seenLateMs = SEEN_LATE_MS,
}: ConformanceOptions): Promise<ConformanceReport> {
  const findings = new Findings();
  const response = await hlsFetch(multivariantUrl);
  const multivariant = parseMultivariantPlaylist(response.body.toString());
  checkMultivariant(response.body.toString(), findings);
  const { variants, audio, subtitles = [] } = multivariant;
  const captions = new Set(subtitles.map(({ uri }) => uri));
  const uris = [...variants, ...audio, ...subtitles].map((each) => each.uri);
  const followers = uris.map(
    (uri) =>
      new HlsFollower(
        {
          url: new URL(uri, multivariantUrl).href,
          isCaptions: captions.has(uri),
          otherRenditions: uris.filter((other) => other !== uri),
          seenLateMs,
        },
        findings,
      ),
  );
  await Promise.all([
    ...followers.map((follower) => follower.follow(signal)),
    ...followers.map((follower) => checkPlaylistUrl(follower.url, findings)),
  ]);
  return {
    findings,
    reloads: followers.reduce((sum, follower) => sum + follower.reloads, 0),
    segments: followers.reduce((sum, follower) => sum + follower.checkedSegments, 0),
    timed: followers.filter(({ isCaptions }) => !isCaptions).map(({ timed }) => timed),
    cues: followers.reduce((sum, follower) => sum + follower.cues, 0),
  };
}

function checkMultivariant(text: string, findings: Findings): void {
  const { variants, audio, subtitles = [] } = parseMultivariantPlaylist(text);
  findings.expect(variants.length > 0, 'variants', 'multivariant', () => 'none');
  const languages = subtitles.map(({ language, name }) => `${language} ${name}`);
  const isDistinct = new Set(languages).size === languages.length;
  findings.expect(isDistinct, 'caption-languages', 'multivariant', () => languages.join());
  for (const variant of variants) {
    const expect = (isKept: boolean, rule: string, fact: string) =>
      findings.expect(isKept, rule, variant.uri, () => fact);
    expect(variant.averageBitrate <= variant.peakBitrate, 'bandwidth', 'average above peak');
    expect(
      variant.resolution !== undefined && variant.frameRate !== undefined,
      'variant-size',
      'no size or rate',
    );
    const hasAudio = audio.some((each) => each.groupId === variant.audioGroupId);
    expect(
      hasAudio === (variant.audioGroupId !== undefined),
      'audio-group',
      'names a group that is not there',
    );
    const hasCaptions = subtitles.some((each) => each.groupId === variant.subtitleGroupId);
    expect(hasCaptions === subtitles.length > 0, 'caption-group', 'names a group that is not there, or none');
    expect(variant.codecs.length === (hasAudio ? 2 : 1), 'codecs', variant.codecs.join(','));
  }
}
