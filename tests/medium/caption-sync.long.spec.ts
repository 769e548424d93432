// Captions against the audio that viewers hear, as both are delivered: an encoder beeps, an engine hears each beep and
// answers 600 ms after its end. Real here: the built server, FFmpeg as the sender, encoders, front. Made up: the engine.
// The hour without drift is in `caption-drift.long.spec.ts`.
import { afterEach, expect, test } from '@jest/globals';
import { Encoder } from '../support/inputs/encoder.js';
import { InputShow } from '../support/inputs/input-show.js';
import { freePort } from '../support/kernel/free-port.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { median, percentile } from '../support/meters/statistics.js';
import { DeliveredBeeps } from '../support/origin/delivered-beeps.js';
import { DeliveredCues } from '../support/origin/delivered-cues.js';
import { DeliveredLatency } from '../support/origin/delivered-latency.js';

const ONSET_ENGINE = new URL('../support/captions/onset-engine.mjs', import.meta.url).pathname;
const MINUTES = Number(process.env.PROSCENIUM_CAPTION_MINUTES ?? 2);
const ANSWERS_AFTER_MS = 600;
/**
 * Gaps of three lengths: a caption that belongs to another beep is half a second off or more. No multiple of a part's
 * length: in turn, words end everywhere between two lines of its grid.
 */
const PERIOD_S = 7.03;
const BEEPS = `aevalsrc='0.5*sin(2*PI*1000*t)*(${[0, 1.57, 4.13]
  .map((atS) => `between(mod(t,${PERIOD_S}),${atS},${atS + 0.3})`)
  .join('+')})':s=48000`;
const BEEPS_A_MINUTE = (3 * 60) / PERIOD_S;
/** A cue lasts for so long after its last word. */
const STAYS_MS = 1_500;
/** At the least, of all words, even of a minute. */
const PLAYED_SHARE = 0.8;
/** The goal, for 95 % of the words. */
const SHOWN_WITHIN_MS = 300;
/** The beginning of a beep is found to a packet of AAC, twice: on the way in and on the way out. */
const SYNC_MS = 60;
/** From the first fifth of the time to the last one. */
const DRIFT_MS = 20;
const WITHIN_MS = 60_000;

let show: InputShow | undefined;
let encoder: Encoder | undefined;
let audio: DeliveredBeeps | undefined;
let captions: DeliveredCues | undefined;
let latency: DeliveredLatency | undefined;

afterEach(async () => {
  await latency?.close();
  await audio?.close();
  await captions?.close();
  await encoder?.kill();
  await show?.close();
}, 60_000);

async function onAir(profile: 'low' | 'ultra'): Promise<InputShow> {
  const opened = await InputShow.open({
    env: {
      PROSCENIUM_INGEST_RTMP_PORT: String(await freePort()),
      PROSCENIUM_CAPTIONS_COMMAND: `${process.execPath} ${ONSET_ENGINE} ${ANSWERS_AFTER_MS}`,
    },
  });
  show = opened;
  const { owner, showId } = opened;
  const { body } = await owner.get(`/shows/${showId}`);
  const changed = await owner.patch(
    `/shows/${showId}`,
    { captions: ['en'], profile },
    { 'if-match': `"${body.version}"` },
  );
  expect(changed.status).toBe(200);
  await opened.goLive();
  const input = await opened.addInput('programme');
  encoder = new Encoder({
    url: `${input.rtmpUrl}/${input.key}`,
    format: 'flv',
    colour: [20, 120, 140],
    audio: ['-f', 'lavfi', '-i', BEEPS],
  });
  await opened.untilState(input.id, 'sending');
  return opened;
}

test.each(['low', 'ultra'] as const)(
  'profile %s: captions are in step with the audio, in time for the playhead, and do not drift',
  async (profile) => {
    const { server, showId } = await onAir(profile);
    const urlOf = (name: string) => new URL(`/live/${showId}/${name}`, server.url).href;
    audio = await DeliveredBeeps.follow(urlOf('audio.m3u8'));
    captions = await DeliveredCues.follow(urlOf('captions-en.m3u8'));
    // Parts of a machine that is busy come late, and with them the playhead: no fixed time behind the programme is true.
    const behind = DeliveredLatency.follow(urlOf('video-360.m3u8'), urlOf('audio.m3u8'));
    latency = behind;
    const wanted = Math.ceil(BEEPS_A_MINUTE * MINUTES);
    const cues = await waitFor('all beeps to be captioned', MINUTES * 60_000 + WITHIN_MS, () => {
      const found = captions?.found(audio?.anchorMs ?? Number.NaN) ?? [];
      return found.length >= wanted && found;
    });
    const begunMs = await waitFor('their audio', WITHIN_MS, async () => {
      const found = (await audio?.begunMs()) ?? [];
      return (found.at(-1) ?? 0) >= (cues.at(-1)?.startMs ?? 0) - SYNC_MS && found;
    });
    const offMs = cues.map(({ startMs }) => nearest(begunMs, startMs));
    const fifth = Math.floor(offMs.length / 5);
    const driftMs = median(offMs.slice(-fifth)) - median(offMs.slice(0, fifth));
    const played = cues.flatMap(({ endMs, seenAtMs }) => {
      const behindMs = behind.at(seenAtMs);
      return behindMs === undefined ? [] : [{ behindMs, lateMs: seenAtMs - behindMs - (endMs - STAYS_MS) }];
    });
    const lateMs = played.map((each) => each.lateMs);
    const waitMs = cues.map(({ endMs, seenAtMs }) => seenAtMs - (endMs - STAYS_MS) - ANSWERS_AFTER_MS);
    const behindMs = median(played.map((each) => each.behindMs));
    console.info(
      `captions, ${profile}: ${cues.length} words in ${MINUTES} min; from the audio median ${Math.round(median(offMs))} ms, ` +
        `p95 ${Math.round(percentile(offMs.map(Math.abs), 0.95))}; drift ${driftMs.toFixed(1)} ms; from the end of a word to ` +
        `the screen median ${Math.round(median(lateMs))}, p95 ${Math.round(percentile(lateMs, 0.95))} ms, with a player ${Math.round(behindMs)} ms behind the programme; ` +
        `from an answer to its part median ${Math.round(median(waitMs))}, p95 ${Math.round(percentile(waitMs, 0.95))} ms`,
    );
    expect(percentile(offMs.map(Math.abs), 0.95)).toBeLessThan(SYNC_MS);
    expect(Math.abs(driftMs)).toBeLessThan(DRIFT_MS);
    // Words of the first seconds have no playhead yet.
    expect(played.length).toBeGreaterThan(cues.length * PLAYED_SHARE);
    expect(percentile(lateMs, 0.95)).toBeLessThanOrEqual(SHOWN_WITHIN_MS);
    expect(audio.gaps).toBe(0);
  },
  MINUTES * 60_000 + 240_000,
);

const nearest = (all: readonly number[], wanted: number): number =>
  wanted - (all.toSorted((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))[0] ?? Number.NaN);
