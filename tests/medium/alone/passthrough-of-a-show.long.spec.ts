// Real: the built server, an encoder by RTMP, FFmpeg as the viewer.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ProgrammeView } from '#protocol';
import { Encoder } from '../../support/inputs/encoder.js';
import { InputShow } from '../../support/inputs/input-show.js';
import { freePort } from '../../support/kernel/free-port.js';
import type { Rgb } from '../../support/page/test-card.js';
import { PageSocket } from '../../support/server/page-socket.js';

const RED: Rgb = [180, 30, 30];
const FORMAT = {
  ...{ shape: '16:9', shortSidePx: 360, frameRate: 30, preset: 'ultrafast', passthrough: true },
  ladder: [
    { shortSidePx: 360, bitrateBps: 1_500_000 },
    { shortSidePx: 180, bitrateBps: 300_000 },
  ],
};
/** As OBS sends with its usual settings for a platform. */
const VIDEO = ['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-bf', '0', '-g', '60'];
const STEADY = ['-keyint_min', '60', '-sc_threshold', '0'];
const SOON_MS = 60_000;

let show: InputShow;
let host: PageSocket;
let sender: Encoder;

beforeAll(async () => {
  show = await InputShow.open({ env: { PROSCENIUM_INGEST_RTMP_PORT: String(await freePort()) } });
  const { body } = await show.owner.get(`/shows/${show.showId}`);
  const changed = await show.owner.patch(
    `/shows/${show.showId}`,
    { formats: [FORMAT] },
    { 'if-match': `"${body.version}"` },
  );
  expect(changed.body.formats).toEqual([{ ...FORMAT, layout: null }]);
  await show.goLive();
  const ticket = await show.owner.post(`/shows/${show.showId}/tickets`, { role: 'host', name: 'Ada' });
  host = await PageSocket.join(show.server.url, show.showId, ticket.body.ticket);
}, 60_000);
afterAll(async () => {
  host?.close();
  await sender?.kill();
  await show?.close();
}, 30_000);

const noticed = (code: string) =>
  host.heard.until(code, SOON_MS, (heard) =>
    heard.find(({ name, data }) => name === 'programme.notice' && (data as { code: string }).code === code),
  );

test('what an encoder sends by RTMP is the highest quality, until a title lies over it', async () => {
  const { layout, overlays } = (await host.ask('programme.get', {})) as ProgrammeView;
  await host.ask('programme.set-layout', { layout: { ...layout, labels: false } });
  const input = await show.addInput('programme');
  const video = [...VIDEO, ...STEADY];
  sender = new Encoder({ url: `${input.rtmpUrl}/${input.key}`, format: 'flv', colour: RED, video });
  await show.untilSeen(RED);
  await noticed('passthrough-began');
  const titleBar = { title: 'Back soon', subtitle: '' };
  await host.ask('programme.set-overlays', { overlays: { ...overlays, titleBar } });
  await noticed('passthrough-ended');
  const playlist = await fetch(`${show.server.url}/live/${show.showId}/video-360.m3u8`);
  const text = await playlist.text();
  expect(text).toContain('#EXTINF');
  expect(text).not.toContain('#EXT-X-DISCONTINUITY\n');
  expect(text).not.toContain('#EXT-X-GAP');
}, 180_000);
