// Real here: the whole server with a programme on air, a host's page that films a bar code, and WHEP clients in Chromium.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { latenciesMs } from '../../support/meters/judge-video.js';
import { watchVideo } from '../../support/meters/page-meters.js';
import { median } from '../../support/meters/statistics.js';
import { ShowUnderTest } from '../../support/server/show-under-test.js';
import { SMALL_PROGRAMME } from '../../support/server/small-programme.js';

const WITHIN_MS = 20_000;

let show: ShowUnderTest;

beforeAll(async () => {
  show = await ShowUnderTest.open({
    server: { env: { ...SMALL_PROGRAMME, PROSCENIUM_DELIVERY_FRONT_ROW_VIEWERS: '50' } },
    camera: { width: 640, height: 360 },
  });
  await show.goLive();
}, 120_000);

afterAll(() => show?.close(), 60_000);

/** What any client does: offer, answer, play. Answers when the first frame was shown, from the offer on. */
const playWhep = (page: Page, url: string) =>
  page.evaluate(async (endpoint) => {
    const began = performance.now();
    const video = document.createElement('video');
    video.id = 'front-row';
    video.muted = true;
    video.autoplay = true;
    document.body.append(video);
    const stream = new MediaStream();
    video.srcObject = stream;
    const peer = new RTCPeerConnection();
    peer.addTransceiver('video', { direction: 'recvonly' });
    peer.addTransceiver('audio', { direction: 'recvonly' });
    peer.ontrack = ({ track }) => stream.addTrack(track);
    const first = new Promise<number>((resolve) => {
      video.requestVideoFrameCallback(() => resolve(performance.now() - began));
    });
    await peer.setLocalDescription();
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/sdp' },
      body: peer.localDescription?.sdp ?? '',
    });
    const sdp = await answer.text();
    const answeredMs = performance.now() - began;
    if (answer.status !== 201) return { status: answer.status, sdp, firstMs: 0, answeredMs, headers: {} };
    await peer.setRemoteDescription({ type: 'answer', sdp });
    const firstMs = await first;
    return { status: answer.status, sdp, firstMs, answeredMs, headers: Object.fromEntries(answer.headers) };
  }, url);

test('a plain client', async () => {
  const page = await show.browser.newPage();
  await page.goto(`${show.server.url}/healthz`);
  const played = await playWhep(page, `/whep/${show.showId}`);
  console.log(played);
  const meter = await watchVideo(page, '#front-row');
  const ages = await meter.readings.until('two seconds of frames', WITHIN_MS, (all) => {
    const found = latenciesMs(all);
    return found.length >= 60 ? found : undefined;
  });
  console.log(median(ages), ages.slice(0, 20));
  for (let n = 0; n < 5; n += 1) {
    const other = await show.browser.newPage();
    await other.goto(`${show.server.url}/healthz`);
    const again = await playWhep(other, `/whep/${show.showId}`);
    console.log(again.status, again.answeredMs, again.firstMs);
    await other.close();
  }
  expect(median(ages)).toBeLessThan(250);
});
