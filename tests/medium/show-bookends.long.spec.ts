// Real here: the built server with a programme on air, converted clips, FFmpeg as the viewer. A show begins with its intro
// and ends with its outro, without a host's page for either.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { Encoder } from '../support/inputs/encoder.js';
import { InputShow } from '../support/inputs/input-show.js';
import { UploadedClips } from '../support/inputs/uploaded-clips.js';
import { freePort } from '../support/kernel/free-port.js';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';
import { waitFor } from '../support/kernel/wait-for.js';
import type { Rgb } from '../support/page/test-card.js';
import { PageSocket } from '../support/server/page-socket.js';

const TEAL: Rgb = [20, 120, 140];
const PURPLE: Rgb = [120, 40, 150];
/** Of the input: an empty stage is a slate. */
const RED: Rgb = [180, 30, 30];
/** The outro has four seconds, and the last segments are written. */
const ENDED_WITHIN_MS = 60_000;

const folder = temporaryFolder();
let show: InputShow;
let host: PageSocket;
let sender: Encoder;

beforeAll(async () => {
  const env = { PROSCENIUM_INGEST_RTMP_PORT: String(await freePort()) };
  show = await InputShow.open({ env });
}, 60_000);
afterAll(async () => {
  host?.close();
  await sender?.kill();
  await show?.close();
  folder.remove();
}, 30_000);

test('viewers see the intro first, then the stage, and the outro before the end', async () => {
  const clips = new UploadedClips(show);
  const intro = await clips.send('Intro', await UploadedClips.made(folder.path, TEAL));
  const outro = await clips.send('Outro', await UploadedClips.made(folder.path, PURPLE));
  for (const id of [intro, outro]) await clips.untilState(id, 'ready');
  const { body: kept } = await show.owner.get(`/shows/${show.showId}`);
  const brand = { intro, outro };
  const headers = { 'if-match': `"${kept.version}"` };
  expect((await show.owner.patch(`/shows/${show.showId}`, { brand }, headers)).body.brand).toMatchObject(
    brand,
  );

  const input = await show.addInput('guest');
  sender = new Encoder({ url: `${input.rtmpUrl}/${input.key}`, format: 'flv', colour: RED });
  await show.untilState(input.id, 'sending');
  await show.goLive();
  // Nobody is on the stage yet: a slate would hide the intro.
  const seenMs = await show.untilSeen(TEAL);
  const place = await show.owner.post(`/shows/${show.showId}/inputs/${input.id}/place`, { onStage: true });
  expect(place.status).toBeLessThan(300);
  await show.untilSeen(RED, seenMs);

  const { body } = await show.owner.post(`/shows/${show.showId}/tickets`, { role: 'host', name: 'Ada' });
  host = await PageSocket.join(show.server.url, show.showId, body.ticket);
  const endedMs = systemClock.wallMs();
  expect(await host.ask('programme.end', { outro: true })).toMatchObject({ state: 'live', isClosing: true });
  await show.untilSeen(PURPLE, endedMs);
  // The next server knows that the show is to end.
  process.kill(show.server.pid, 'SIGKILL');
  // Nobody answers until it is there.
  const stored = async () => (await show.owner.get(`/shows/${show.showId}`).catch(() => undefined))?.body;
  await waitFor('the end', ENDED_WITHIN_MS, async () => (await stored())?.state === 'ended');
}, 180_000);
