// Real here: the whole server, Chromium whose microphone is a file of speech in noise, the model in its audio thread.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { waitFor } from '../../support/kernel/wait-for.js';
import { accessibilityFaults } from '../../support/web/page-appearance.js';
import type { Manner, SiteVisitor } from '../../support/web/site-visitor.js';
import { VisitedSite } from '../../support/web/visited-site.js';

const run = promisify(execFile);
const HOST: Manner = { language: 'en', size: 'desktop', theme: 'dark' };
/** A sentence, and a pause as long. */
const SENTENCE =
  "flite=text='The stage is ready and the audience is waiting for the show to begin.':voice=slt";
const ROUND_SECONDS = 8;
/** Longer than a round: each look hears speech and pause. */
const LISTENED_MS = 9_000;
/** Five megabytes are loaded and compiled. */
const CLEAN_WITHIN_MS = 30_000;
/** Pink noise of a loud room; this much less is a quiet one. */
const LEAST_TAKEN_DB = 15;
/**
 * Beside the microphone's own track at the same time: its level moves by itself, since the browser controls the gain. What the
 * model takes of speech is below 1 dB (`tests/medium/noise-loss`); as much again for looks that a busy machine misses.
 */
const SPEECH_LOST_DB = 2;

interface SendingPage {
  sentAudio?: MediaTrack;
  /** The newest microphone, before anything is done to it. */
  rawAudio?: MediaTrack;
  MediaDevices: { prototype: Record<string, unknown> };
  RTCPeerConnection: { prototype: Record<string, unknown> };
  RTCRtpSender: { prototype: Record<string, unknown> };
}
interface MediaSource {
  getAudioTracks(): MediaTrack[];
}
interface MediaTrack {
  kind: string;
  id: string;
  enabled: boolean;
}

let site: VisitedSite;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'noise-'));
  const file = join(folder, 'speech-in-noise.wav');
  const noise = 'anoisesrc=color=pink:amplitude=0.1:seed=7:sample_rate=48000';
  const mix = `[0]aresample=48000,volume=0.8,apad[speech];[speech][1]amix=normalize=0:duration=shortest`;
  const inputs = ['-f', 'lavfi', '-i', SENTENCE, '-f', 'lavfi', '-t', String(ROUND_SECONDS), '-i', noise];
  await run('ffmpeg', ['-v', 'error', ...inputs, '-filter_complex', mix, '-ac', '1', file]);
  site = await VisitedSite.open({}, [
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-audio-capture=${file}`,
  ]);
}, 120_000);
afterAll(async () => {
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});
afterEach(() => site?.sendHome('noise-removal'));

/** Keeps hold of the audio track that the page sends, and of the microphone's. */
function watchSending(): void {
  const page = globalThis as never as SendingPage;
  const media = page.MediaDevices.prototype;
  const open = media.getUserMedia as (this: unknown, ...given: unknown[]) => Promise<MediaSource>;
  media.getUserMedia = async function (this: unknown, ...given: unknown[]) {
    const stream = await open.apply(this, given);
    const [raw] = stream.getAudioTracks();
    if (raw) page.rawAudio = raw;
    return stream;
  };
  const note = (track: unknown) => {
    const { kind } = (track ?? {}) as Partial<MediaTrack>;
    if (kind === 'audio') page.sentAudio = track as MediaTrack;
  };
  for (const [owner, name] of [
    [page.RTCPeerConnection, 'addTransceiver'],
    [page.RTCRtpSender, 'replaceTrack'],
  ] as const) {
    const real = owner.prototype[name] as (this: unknown, ...given: unknown[]) => unknown;
    owner.prototype[name] = function (this: unknown, ...given: unknown[]) {
      note(given[0]);
      return real.apply(this, given);
    };
  }
}

const sentTrackId = (visitor: SiteVisitor): Promise<string> =>
  visitor.page.evaluate(() => (globalThis as never as SendingPage).sentAudio?.id ?? '');

interface Levels {
  pauseDb: number;
  speechDb: number;
}

/** The level of what the page sends and of its microphone: in pauses and in speech, in decibels below full scale. */
async function listen(visitor: SiteVisitor): Promise<Levels & { raw: Levels }> {
  const levels = await visitor.page.evaluate(async (forMs) => {
    const { sentAudio, rawAudio, AudioContext, MediaStream } = globalThis as never as SendingPage & {
      AudioContext: new () => {
        createAnalyser(): { fftSize: number; getFloatTimeDomainData(into: Float32Array): void };
        createMediaStreamSource(stream: unknown): { connect(to: unknown): void };
        close(): Promise<void>;
      };
      MediaStream: new (tracks: unknown[]) => unknown;
    };
    const context = new AudioContext();
    const tracks = [sentAudio, rawAudio].map((track) => {
      const analyser = context.createAnalyser();
      analyser.fftSize = 1_024;
      context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
      return { analyser, found: [] as number[] };
    });
    const samples = new Float32Array(1_024);
    const timer = setInterval(() => {
      for (const { analyser, found } of tracks) {
        analyser.getFloatTimeDomainData(samples);
        const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
        found.push(10 * Math.log10(power + 1e-12));
      }
    }, 20);
    await new Promise((resolve) => setTimeout(resolve, forMs));
    clearInterval(timer);
    await context.close();
    // The first looks are before the context has heard anything.
    return tracks.map(({ found }) => found.slice(20).sort((one, other) => one - other));
  }, LISTENED_MS);
  const levelsOf = (looks: readonly number[] = []): Levels => {
    const share = (part: number) => Math.round((looks[Math.floor(looks.length * part)] ?? 0) * 10) / 10;
    return { pauseDb: share(0.2), speechDb: share(0.9) };
  };
  return { ...levelsOf(levels[0]), raw: levelsOf(levels[1]) };
}

async function enter(): Promise<SiteVisitor> {
  const host = await site.arrive(HOST, { state: site.ownerState, camera: 'browser' });
  await host.page.addInitScript(watchSending);
  await host.page.goto(`${site.url}/studio/${site.showId}`);
  await host.page.getByText(host.words('studio.device.more')).click();
  // What the browser itself takes away stands apart.
  await host.page.getByRole('switch', { name: host.words('studio.noise'), exact: true }).click();
  await host.button('studio.enter').click();
  await waitFor('the microphone on its way', CLEAN_WITHIN_MS, async () => (await sentTrackId(host)) !== '');
  return host;
}

async function openDevices(host: SiteVisitor): Promise<void> {
  await host.button('studio.devices').click();
  await host.page.getByText(host.words('studio.device.more')).click();
}

const theSwitch = (host: SiteVisitor, key: 'studio.noise-removal' | 'studio.music') =>
  host.page.getByRole('switch', { name: host.words(key), exact: true });

/** Until another track is sent than this one. */
const sendsAnother = (host: SiteVisitor, than: string) =>
  waitFor('another track', CLEAN_WITHIN_MS, async () => (await sentTrackId(host)) !== than);

test('speech is sent without its noise; music mode sends all, another microphone and another visit stay clean', async () => {
  const host = await enter();
  const raw = await sentTrackId(host);
  const before = await listen(host);
  await openDevices(host);
  await theSwitch(host, 'studio.noise-removal').click();
  await sendsAnother(host, raw);
  const after = await listen(host);
  console.log('noise removal:', { before, after });
  expect(before.pauseDb - after.pauseDb).toBeGreaterThan(LEAST_TAKEN_DB);
  expect(Math.abs(after.raw.speechDb - after.speechDb)).toBeLessThan(SPEECH_LOST_DB);
  expect(await accessibilityFaults(host.page)).toEqual([]);

  const clean = await sentTrackId(host);
  await theSwitch(host, 'studio.music').click();
  await sendsAnother(host, clean);
  expect(await theSwitch(host, 'studio.noise-removal').isDisabled()).toBe(true);
  expect((await listen(host)).pauseDb - after.pauseDb).toBeGreaterThan(LEAST_TAKEN_DB);
  const music = await sentTrackId(host);
  await theSwitch(host, 'studio.music').click();
  await waitFor('clean again', CLEAN_WITHIN_MS, async () => {
    const now = await sentTrackId(host);
    return now !== music && now !== '' && (await isClean(host));
  });

  const [, other] = await host.field('studio.microphone').locator('option').allTextContents();
  const firstMicrophone = await sentTrackId(host);
  await host.field('studio.microphone').selectOption({ label: other ?? '' });
  await sendsAnother(host, firstMicrophone);
  await waitFor('the other microphone clean', CLEAN_WITHIN_MS, () => isClean(host));
  expect(host.complaints).toEqual([]);
}, 300_000);

/** Whether pauses are quiet, as they are without noise. */
async function isClean(host: SiteVisitor): Promise<boolean> {
  return (await listen(host)).pauseDb < -55;
}

test('muting, the level and the test of the microphone work on what is cleaned; it is clean again the next time', async () => {
  const host = await enter();
  const raw = await sentTrackId(host);
  await openDevices(host);
  await theSwitch(host, 'studio.noise-removal').click();
  await sendsAnother(host, raw);
  await host.page.waitForFunction(() => {
    const { document } = globalThis as never as {
      document: { querySelector(s: string): { style: { getPropertyValue(name: string): string } } | null };
    };
    return Number(document.querySelector('.meter-fill')?.style.getPropertyValue('--level')) > 0.3;
  });
  await host.button('studio.echo').click();
  await host.seesText('studio.echo.playing');
  await host.button('studio.echo').waitFor();
  await host.page.keyboard.press('Escape');
  const isSent = () =>
    host.page.evaluate(() => (globalThis as never as SendingPage).sentAudio?.enabled ?? false);
  await host.button('studio.mic.off').click();
  await waitFor('silence', CLEAN_WITHIN_MS, async () => !(await isSent()));
  await host.button('studio.mic.on').click();
  await waitFor('speech', CLEAN_WITHIN_MS, isSent);

  await host.page.reload();
  await host.button('studio.enter').click();
  await waitFor('the next visit', CLEAN_WITHIN_MS, async () => (await sentTrackId(host)) !== '');
  await waitFor('it clean', CLEAN_WITHIN_MS, () => isClean(host));
}, 240_000);
