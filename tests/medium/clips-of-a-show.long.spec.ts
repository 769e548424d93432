// Real here: the built server with a programme on air, the conversion of an uploaded file, FFmpeg as the viewer.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import type { ProgrammeView } from '#protocol';
import { Encoder } from '../support/inputs/encoder.js';
import { InputShow } from '../support/inputs/input-show.js';
import { freePort } from '../support/kernel/free-port.js';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';
import { waitFor } from '../support/kernel/wait-for.js';
import type { Rgb } from '../support/page/test-card.js';
import { PageSocket } from '../support/server/page-socket.js';

const TEAL: Rgb = [20, 120, 140];
/** Of the input: an empty stage is a slate. */
const RED: Rgb = [180, 30, 30];
const PART_BYTES = 20_000;
const CONVERTED_WITHIN_MS = 60_000;
const PART_TYPE = 'application/octet-stream';

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

/** Of another codec and size than programmes decode, with a tone. */
async function madeClip(): Promise<Uint8Array> {
  const path = join(folder.path, 'clip.webm');
  const colour = `color=c=0x${TEAL.map((part) => part.toString(16).padStart(2, '0')).join('')}:s=854x480:r=25:d=4`;
  await promisify(execFile)('ffmpeg', [
    ...['-v', 'error', '-y', '-f', 'lavfi', '-i', colour, '-f', 'lavfi', '-i', 'sine=d=4'],
    ...['-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '300k', '-c:a', 'libopus', path],
  ]);
  return readFile(path);
}

const filesUrl = () => `/shows/${show.showId}/media-files`;

async function upload(name: string, bytes: Uint8Array): Promise<string> {
  const { status, body } = await show.owner.post(filesUrl(), { name, sizeBytes: bytes.length });
  expect(status).toBe(201);
  for (let from = 0; from < bytes.length; from += PART_BYTES) {
    const part = bytes.subarray(from, from + PART_BYTES);
    const path = `${filesUrl()}/${body.id}/part?from=${from}`;
    expect((await show.owner.sendFile(path, part, PART_TYPE, 'PUT')).status).toBe(200);
  }
  return body.id;
}

const stateOf = async (id: string) => {
  const { body } = await show.owner.get(filesUrl());
  return body.items.find((each: { id: string }) => each.id === id);
};

const programmeOf = (): ProgrammeView | undefined =>
  host.heard.all.flatMap(({ name, data }) => (name === 'programme.changed' ? [data.programme] : [])).at(-1);

test('a file that is sent in parts is converted, played in the programme, and leaves it at its end', async () => {
  const [id, broken] = [await upload('Trailer', await madeClip()), await upload('No clip', Buffer.alloc(50))];
  await waitFor(
    'the clip to be ready',
    CONVERTED_WITHIN_MS,
    async () => (await stateOf(id)).state === 'ready',
  );
  expect(await stateOf(id)).toMatchObject({ hasVideo: true, hasAudio: true, progress: null });
  await waitFor('the refusal', CONVERTED_WITHIN_MS, async () => (await stateOf(broken)).state === 'refused');
  expect(await stateOf(broken)).toMatchObject({ reason: 'unreadable' });
  const { layout } = (await host.ask('programme.get', {})) as ProgrammeView;
  const shownMs = systemClock.wallMs();
  const media = { assetId: id, atEnd: 'leave' };
  await host.ask('programme.set-layout', { layout: { ...layout, kind: 'solo', media } });
  const seenMs = await show.untilSeen(TEAL, shownMs);
  await show.untilNotSeen(TEAL, seenMs);
  await waitFor(
    'the layout without it',
    CONVERTED_WITHIN_MS,
    async () => programmeOf()?.layout.media === null,
  );
  expect((await show.owner.delete(`${filesUrl()}/${id}`)).status).toBe(204);
}, 180_000);
