// Real here: the built server with a programme on air, the process that takes encoders, FFmpeg as the sender.
import { once } from 'node:events';
import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { Encoder, type EncoderOptions } from '../support/inputs/encoder.js';
import { InputShow, type NewInput } from '../support/inputs/input-show.js';
import { freePort } from '../support/kernel/free-port.js';
import type { Rgb } from '../support/page/test-card.js';

const TEAL: Rgb = [20, 120, 140];
const RED: Rgb = [180, 30, 30];
const GREEN: Rgb = [20, 140, 40];

let show: InputShow;
const encoders: Encoder[] = [];

beforeAll(async () => {
  const [rtmp, rtmps] = [await freePort(), await freePort()];
  const env = { PROSCENIUM_INGEST_RTMP_PORT: String(rtmp), PROSCENIUM_INGEST_RTMPS_PORT: String(rtmps) };
  show = await InputShow.open({ env });
  await show.goLive();
}, 60_000);
afterAll(async () => {
  await Promise.all(encoders.map((encoder) => encoder.kill()));
  await show?.close();
}, 30_000);

function send(
  input: Pick<NewInput, 'rtmpUrl' | 'key'>,
  more: Partial<EncoderOptions> & { colour: Rgb },
): Encoder {
  const encoder = new Encoder({ url: `${input.rtmpUrl}/${input.key}`, format: 'flv', ...more });
  encoders.push(encoder);
  return encoder;
}

test('the show is what an encoder sends; its absence is a slate, its return the show; a backup takes over', async () => {
  const main = await show.addInput('programme');
  const backup = await show.addInput('backup');
  const first = send(main, { colour: TEAL });
  await show.untilSeen(TEAL);
  expect(await show.stateOf(main.id)).toMatchObject({ state: 'sending', by: 'rtmp', notes: [] });
  first.signal('SIGSTOP');
  const cutMs = systemClock.wallMs();
  await show.untilState(main.id, 'silent');
  await show.untilNotSeen(TEAL, cutMs);
  await first.kill();
  const spare = send(backup, { colour: RED });
  await show.untilSeen(RED, cutMs);
  const returned = send(main, { colour: TEAL });
  await show.untilSeen(TEAL, systemClock.wallMs());
  await Promise.all([spare.stop(), returned.stop()]);
  await show.untilState(main.id, 'gone');
}, 60_000);

test('by RTMPS without a certificate of the operator: the server makes its own for this host', async () => {
  const input = await show.addInput('programme');
  const { hostname, port } = new URL(input.rtmpsUrl.replace('rtmps:', 'https:'));
  const encoder = send({ rtmpUrl: input.rtmpsUrl, key: input.key }, { colour: GREEN });
  await show.untilSeen(GREEN);
  expect(await show.stateOf(input.id)).toMatchObject({ state: 'sending', by: 'rtmp' });
  await encoder.stop();
  const socket = connect({
    host: '127.0.0.1',
    port: Number(port),
    servername: hostname,
    rejectUnauthorized: false,
  });
  await once(socket, 'secureConnect');
  expect(socket.getPeerX509Certificate()?.checkHost(hostname)).toBe(hostname);
  socket.destroy();
}, 40_000);

test('a wrong key is refused before anything is sent', async () => {
  const { rtmpUrl } = await show.addInput('guest');
  const encoder = send({ rtmpUrl, key: 'pik_wrong' }, { colour: RED });
  const { stderr, code } = await encoder.exited;
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/wrong|BadName|Operation not permitted|Input\/output error/);
}, 20_000);

test('a new key cuts who sends by the old one', async () => {
  const input = await show.addInput('guest', { onStage: true });
  const encoder = send(input, { colour: RED });
  await show.untilState(input.id, 'sending');
  const { status } = await show.owner.post(`/shows/${show.showId}/inputs/${input.id}/rotate`);
  expect(status).toBe(200);
  await encoder.exited;
  await show.untilState(input.id, 'gone');
}, 30_000);
