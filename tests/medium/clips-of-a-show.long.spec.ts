// Real here: the built server with a programme on air, the conversion of an uploaded file, FFmpeg as the viewer.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import type { ProgrammeView } from '#protocol';
import { Encoder } from '../support/inputs/encoder.js';
import { InputShow } from '../support/inputs/input-show.js';
import { UploadedClips } from '../support/inputs/uploaded-clips.js';
import { freePort } from '../support/kernel/free-port.js';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';
import { waitFor } from '../support/kernel/wait-for.js';
import type { Rgb } from '../support/page/test-card.js';
import { PageSocket } from '../support/server/page-socket.js';

const TEAL: Rgb = [20, 120, 140];
/** Of the input: an empty stage is a slate. */
const RED: Rgb = [180, 30, 30];
const TAKEN_OUT_WITHIN_MS = 60_000;
/** Twice as long as the clip. */
const HELD_MS = 8_000;

const folder = temporaryFolder();
let show: InputShow;
let host: PageSocket;
let sender: Encoder;

beforeAll(async () => {
  const env = { PROSCENIUM_INGEST_RTMP_PORT: String(await freePort()) };
  show = await InputShow.open({ env });
  await show.goLive();
  const { body } = await show.owner.post(`/shows/${show.showId}/tickets`, { role: 'host', name: 'Ada' });
  const input = await show.addInput('programme');
  sender = new Encoder({ url: `${input.rtmpUrl}/${input.key}`, format: 'flv', colour: RED });
  await show.untilSeen(RED);
  host = await PageSocket.join(show.server.url, show.showId, body.ticket);
}, 60_000);
afterAll(async () => {
  host?.close();
  await sender?.kill();
  await show?.close();
  folder.remove();
}, 30_000);

const programmeOf = (): ProgrammeView | undefined =>
  host.heard.all.flatMap(({ name, data }) => (name === 'programme.changed' ? [data.programme] : [])).at(-1);

test('a file that is sent in parts is converted, played in the programme, paused there, and leaves it at its end', async () => {
  const clips = new UploadedClips(show);
  const id = await clips.send('Trailer', await UploadedClips.made(folder.path, TEAL));
  const broken = await clips.send('No clip', Buffer.alloc(50));
  await clips.untilState(id, 'ready');
  expect(await clips.stateOf(id)).toMatchObject({ hasVideo: true, hasAudio: true, progress: null });
  await clips.untilState(broken, 'refused');
  expect(await clips.stateOf(broken)).toMatchObject({ reason: 'unreadable' });
  const { layout } = (await host.ask('programme.get', {})) as ProgrammeView;
  const shownMs = systemClock.wallMs();
  const media = { assetId: id, atEnd: 'leave' };
  await host.ask('programme.set-layout', { layout: { ...layout, kind: 'solo', media } });
  const seenMs = await show.untilSeen(TEAL, shownMs);
  await show.untilNotSeen(TEAL, seenMs);
  await waitFor(
    'the layout without it',
    TAKEN_OUT_WITHIN_MS,
    async () => programmeOf()?.layout.media === null,
  );
  const againMs = systemClock.wallMs();
  await host.ask('programme.set-layout', { layout: { ...layout, kind: 'solo', media } });
  const control = (action: 'play' | 'pause') =>
    host.ask('programme.control-clip', { clipId: id, action, repeat: false });
  await show.untilSeen(TEAL, againMs);
  await control('pause');
  // Paused it is on screen for longer than it lasts.
  const heldMs = await show.untilSeen(TEAL, againMs + HELD_MS);
  expect(programmeOf()?.layout.media).toEqual(media);
  await control('play');
  await show.untilNotSeen(TEAL, heldMs);
  expect(await clips.remove(id)).toBe(204);
}, 180_000);
