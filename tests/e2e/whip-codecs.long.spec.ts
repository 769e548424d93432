// Real here: the built server with a programme on air, whip-whep in Chromium with one codec each, FFmpeg as the reader of
// the tracks.
import { expect, test } from '@jest/globals';
import { liveShowInBrowser } from '../support/inputs/live-show-in-browser.js';
import { WhipSender } from '../support/inputs/whip-sender.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { readMedia } from '../support/outputs/read-media.js';
import type { Rgb } from '../support/page/test-card.js';

const TEAL: Rgb = [20, 120, 140];
const LAYERS = ['h', 'l'];
const SENDERS: [codec: 'VP9' | 'AV1', colour: Rgb][] = [
  ['VP9', [96, 32, 128]],
  ['AV1', [130, 80, 20]],
];
const TRACKS_WITHIN_MS = 60_000;
const RECORDED_SECONDS = 3;

const live = liveShowInBrowser();

async function sendAlone([codec, colour]: (typeof SENDERS)[number]): Promise<void> {
  const { show, browser } = live();
  const input = await show.addInput('programme');
  const sender = await WhipSender.open({ browser, serverUrl: show.server.url, colour, codec });
  await sender.publish(input.whipUrl, input.token);
  await show.untilSeen(colour);
  expect(await show.stateOf(input.id)).toMatchObject({ state: 'sending', by: 'whip' });
  await waitFor(
    'some of it to be recorded',
    TRACKS_WITHIN_MS,
    async () => (await recorded()) >= RECORDED_SECONDS,
  );
  await sender.stop();
  await show.untilState(input.id, 'gone');
  await sender.page.close();
}

test('two layers of VP8 are taken, and two of VP9 are refused in words', async () => {
  const { show, browser } = live();
  const input = await show.addInput('programme');
  const from = { browser, serverUrl: show.server.url, colour: TEAL, layers: LAYERS };
  const refused = await WhipSender.open({ ...from, codec: 'VP9' });
  await expect(refused.publish(input.whipUrl, input.token)).rejects.toThrow(/422|rejected|refused/i);
  await refused.page.close();
  const sender = await WhipSender.open({ ...from, codec: 'VP8' });
  await sender.publish(input.whipUrl, input.token);
  await show.untilSeen(TEAL);
  const answer = await sender.remoteDescription();
  expect(answer).toMatch(/a=simulcast:recv h;l/);
  await sender.stop();
  await show.untilState(input.id, 'gone');
  await sender.page.close();
}, 90_000);

const newest = async () => {
  const { show } = live();
  return (await show.owner.get(`/shows/${show.showId}/recordings`)).body.items?.[0];
};
const recorded = async (): Promise<number> => (await newest())?.seconds ?? 0;

test('the programme shows what comes as VP9 and as AV1, and each is a track in its own codec', async () => {
  const { show } = live();
  for (const sender of SENDERS) await sendAlone(sender);
  await show.owner.post(`/shows/${show.showId}/end`);
  const { tracks }: { tracks: { codec: string; url: string; seconds: number }[] } = await waitFor(
    'the tracks',
    TRACKS_WITHIN_MS,
    async () => {
      const found = await newest();
      return found?.tracks.length > 0 ? found : undefined;
    },
  );
  // The sender of VP8 was recorded too.
  const videos = tracks.filter(({ codec }) => codec !== 'opus' && codec !== 'vp8');
  expect(videos.map(({ codec }) => codec).sort()).toEqual(['av1', 'vp9']);
  for (const video of videos) {
    const { errors, streams } = await readMedia(show.server.url + video.url);
    expect([errors, streams.map(({ codec }) => codec)]).toEqual(['', [video.codec]]);
  }
}, 180_000);
