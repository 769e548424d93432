import type { AudienceQuality } from '#client';
import type { Text } from '../i18n/use-text.js';

type All = NonNullable<AudienceQuality['all']>;
type Group = AudienceQuality['browsers'][number];

/** Viewers do not notice a smaller share of waiting. */
const NOTICED_SHARE = 0.001;
/** A group is named when it waits for more than this share of its time, and more than this many times as long as all viewers. */
const BAD_SHARE = 0.01;
const BAD_TIMES = 2;

export const secondsText = (ms: number): string => (ms / 1_000).toFixed(1);
export const percentText = (share: number): string => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)}%`;

const FAMILIES: Readonly<Record<string, string>> = {
  chrome: 'Chrome',
  safari: 'Safari',
  firefox: 'Firefox',
  edge: 'Edge',
  opera: 'Opera',
  samsung: 'Samsung Internet',
  whale: 'Whale',
  exoplayer: 'ExoPlayer',
  'apple-player': 'AVPlayer',
  vlc: 'VLC',
  tv: 'TV',
};

export const browserName = (name: string, t: Text): string => FAMILIES[name] ?? t('quality.other');

/** What viewers saw, in sentences; the most important first. */
export function qualityWords(all: All, browsers: readonly Group[], t: Text): string[] {
  const { startMs, latencyMs, stalls, stalledShare, errors } = all;
  const words: string[] = [];
  const pair = ({ median, p95 }: { median: number; p95: number }) => ({
    median: secondsText(median),
    p95: secondsText(p95),
  });
  if (startMs) words.push(t('quality.start', pair(startMs)));
  if (latencyMs) words.push(t('quality.latency', pair(latencyMs)));
  if (stalledShare !== null && stalledShare >= NOTICED_SHARE)
    words.push(t.count('quality.stalled', stalls, { percent: percentText(stalledShare) }));
  else words.push(t(stalls === 0 ? 'quality.smooth' : 'quality.nearly-smooth'));
  const worst = worstOf(browsers, stalledShare ?? 0);
  if (worst)
    words.push(
      t('quality.worst', {
        name: browserName(worst.name, t),
        percent: percentText(worst.stalledShare ?? 0),
      }),
    );
  if (errors > 0) words.push(t.count('quality.errors', errors));
  return words;
}

function worstOf(groups: readonly Group[], all: number): Group | undefined {
  const bad = Math.max(BAD_SHARE, all * BAD_TIMES);
  const [worst] = [...groups].sort((a, b) => (b.stalledShare ?? 0) - (a.stalledShare ?? 0));
  return (worst?.stalledShare ?? 0) > bad ? worst : undefined;
}
