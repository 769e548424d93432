import type { Damage } from './damage.js';

/** At the end of a fault's name: the viewer comes through Varnish and nginx. */
export const EDGE_SUFFIX = '@edge';

/** Bounds that the product promises for one fault. */
export interface Promised {
  /** Longest time that the viewer's player shows no frame. */
  longestStallMs: number;
  /** Longest time that the viewer hears nothing. */
  longestSilenceMs: number;
  /** From the fault to the end of the last harm at the viewer. */
  backAfterMs: number;
  /** Frames without the host's camera, in all. */
  hiddenMs?: number;
  /** Host and guest see and hear each other again. */
  stageBackAfterMs?: number;
  /** Loudest sample that is not the host's, in dBFS. */
  clickDbfs?: number;
}

/** A frame more or less at 15 frames a second, and the meter's own reading: nothing that a person notices. */
export const UNNOTICED_MS = 400;
/** A warm encoder takes over within one part; the player plays from its buffer meanwhile. */
const ENCODER_KILLED_MS = 300;
/** Known within 500 ms, replaced within one part, and what was lost meanwhile is not shown. */
const ENCODER_STOPPED_MS = 1_200;
/** The programme and the front do not depend on the server. */
const SERVER_KILLED_MS = 300;
/** Started again on the same timeline; held requests stay held. */
const PROGRAMME_KILLED_MS = 2_000;
const FRONT_KILLED_MS = 2_000;
const STAGE_BACK_MS = 4_000;
/** The viewer sees the stage this much later. */
const LATENCY_MS = 2_000;
const CLICK_DBFS = -40;
/** The browser makes the connection of a person again: ICE and DTLS. */
const RECONNECTED_MS = 6_000;

/** Placeholders while the decoders of a new programme wait for their first key frames. */
const PLACEHOLDERS_MS = 1_000;

/** The processes and children that a show depends on: what 'npm run chaos' strikes unless it is given names. */
export const CORE_FAULTS: readonly string[] = [
  'server-killed',
  'programme-killed',
  'front-killed',
  'video-encoder-killed',
  'video-encoder-stopped',
  'audio-encoder-killed',
  'audio-encoder-stopped',
  'decoder-killed',
  'media-worker-killed',
];

const unnoticed = { longestStallMs: UNNOTICED_MS, longestSilenceMs: UNNOTICED_MS } as const;

/** Written before a run, never after it. Every fault has its line. */
export const PROMISES: Readonly<Record<string, Promised>> = {
  'server-killed': {
    longestStallMs: SERVER_KILLED_MS,
    longestSilenceMs: STAGE_BACK_MS + PLACEHOLDERS_MS,
    hiddenMs: STAGE_BACK_MS + PLACEHOLDERS_MS,
    backAfterMs: STAGE_BACK_MS + LATENCY_MS,
    stageBackAfterMs: STAGE_BACK_MS,
  },
  'programme-killed': {
    longestStallMs: PROGRAMME_KILLED_MS,
    longestSilenceMs: PROGRAMME_KILLED_MS,
    hiddenMs: PLACEHOLDERS_MS,
    backAfterMs: PROGRAMME_KILLED_MS + LATENCY_MS,
    stageBackAfterMs: UNNOTICED_MS,
  },
  'front-killed': {
    longestStallMs: FRONT_KILLED_MS,
    longestSilenceMs: FRONT_KILLED_MS,
    hiddenMs: UNNOTICED_MS,
    backAfterMs: FRONT_KILLED_MS + LATENCY_MS,
    stageBackAfterMs: UNNOTICED_MS,
  },
  'video-encoder-killed': {
    longestStallMs: ENCODER_KILLED_MS,
    longestSilenceMs: ENCODER_KILLED_MS,
    hiddenMs: UNNOTICED_MS,
    backAfterMs: LATENCY_MS,
  },
  'audio-encoder-killed': {
    longestStallMs: ENCODER_KILLED_MS,
    longestSilenceMs: ENCODER_KILLED_MS,
    hiddenMs: 0,
    backAfterMs: LATENCY_MS,
    clickDbfs: CLICK_DBFS,
  },
  'video-encoder-stopped': {
    longestStallMs: ENCODER_STOPPED_MS,
    longestSilenceMs: ENCODER_STOPPED_MS,
    hiddenMs: UNNOTICED_MS,
    backAfterMs: ENCODER_STOPPED_MS + LATENCY_MS,
  },
  'audio-encoder-stopped': {
    longestStallMs: ENCODER_STOPPED_MS,
    longestSilenceMs: ENCODER_STOPPED_MS,
    hiddenMs: UNNOTICED_MS,
    backAfterMs: ENCODER_STOPPED_MS + LATENCY_MS,
    clickDbfs: CLICK_DBFS,
  },
  // With their spares: nothing is warm any more, and all start together.
  'encoders-killed': { longestStallMs: 3_000, longestSilenceMs: 3_000, backAfterMs: 6_000 },
  'decoder-killed': { ...unnoticed, hiddenMs: 4_000, backAfterMs: 6_000 },
  'decoder-stopped': { ...unnoticed, hiddenMs: 4_000, backAfterMs: 12_000 },
  'media-worker-killed': {
    longestStallMs: UNNOTICED_MS,
    longestSilenceMs: 2_500,
    hiddenMs: 4_000,
    backAfterMs: 6_000,
    stageBackAfterMs: STAGE_BACK_MS,
  },
  'media-worker-stopped': { longestStallMs: UNNOTICED_MS, longestSilenceMs: 12_000, backAfterMs: 25_000 },
  // Alive and silent: health checks replace it after some seconds, or it goes on by itself before that.
  'server-stopped': {
    longestStallMs: UNNOTICED_MS,
    longestSilenceMs: 3_000 + LATENCY_MS,
    backAfterMs: 3_000 + STAGE_BACK_MS,
  },
  'clock-stepped': { ...unnoticed, hiddenMs: 0, backAfterMs: 0 },
  'cpu-taken': { longestStallMs: 2_000, longestSilenceMs: 2_000, backAfterMs: 25_000 },
  'database-stopped': { ...unnoticed, hiddenMs: 0, backAfterMs: 0 },
  'descriptors-exhausted': { ...unnoticed, hiddenMs: 1_000, backAfterMs: 8_000 },
  'disk-full': { ...unnoticed, hiddenMs: 0, backAfterMs: 0 },
  'edge-nginx-killed': { longestStallMs: 5_000, longestSilenceMs: 5_000, backAfterMs: 7_000 },
  'edge-varnish-killed': { longestStallMs: 5_000, longestSilenceMs: 5_000, backAfterMs: 7_000 },
  'host-cut': { longestStallMs: UNNOTICED_MS, longestSilenceMs: RECONNECTED_MS, backAfterMs: 15_000 },
  'host-delayed': { ...unnoticed, hiddenMs: 2_500, backAfterMs: 16_000 },
  'host-jitters': { ...unnoticed, hiddenMs: 3_000, backAfterMs: 16_000 },
  'host-loses-packets': { ...unnoticed, hiddenMs: 3_000, backAfterMs: 16_000 },
  'host-narrow': { ...unnoticed, hiddenMs: 12_000, backAfterMs: 25_000 },
  'host-reorders': { ...unnoticed, hiddenMs: 2_000, backAfterMs: 15_000 },
};

/** A report may have faults that are no more. */
export const isPromised = (name: string): boolean => name.replace(EDGE_SUFFIX, '') in PROMISES;

/** Of a fault, wherever its viewer comes from. */
export function promiseOf(name: string): Promised {
  const promised = PROMISES[name.replace(EDGE_SUFFIX, '')];
  if (promised === undefined) throw new Error(`'${name}' has no line in promises.ts`);
  return promised;
}

interface Judged {
  damage: Damage;
  atHost: Damage;
  atGuest: Damage;
  clickDbfs?: number | undefined;
}

/** Bounds that did not hold, in words. A figure that is missing holds none. */
export function brokenPromises(promised: Promised, { damage, atHost, atGuest, clickDbfs }: Judged): string[] {
  const { stageBackAfterMs, clickDbfs: click, ...ofViewer } = promised;
  const figures = Object.entries(ofViewer).map(([name, most]) => ({
    name,
    value: damage[name as keyof typeof ofViewer],
    most,
  }));
  if (stageBackAfterMs !== undefined) {
    figures.push({ name: 'stageBackAfterMs of the host', value: atHost.backAfterMs, most: stageBackAfterMs });
    figures.push({
      name: 'stageBackAfterMs of the guest',
      value: atGuest.backAfterMs,
      most: stageBackAfterMs,
    });
  }
  if (click !== undefined) figures.push({ name: 'clickDbfs', value: clickDbfs ?? Number.NaN, most: click });
  return figures
    .filter(({ value, most }) => !(value <= most))
    .map(({ name, value, most }) => `${name} ${value}, promised at most ${most}`);
}
