// Real here: the built server with a programme on air, libsrt in the process that takes encoders, FFmpeg as the sender.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SrtListener } from '#ingest';
import { silentLog, systemClock } from '#kernel';
import { BOUNDED_FFMPEG } from '../support/inputs/bounded-ffmpeg.js';
import { Encoder, type EncoderOptions } from '../support/inputs/encoder.js';
import { InputShow } from '../support/inputs/input-show.js';
import { localSrtUrl } from '../support/inputs/local-srt-url.js';
import { freePort } from '../support/kernel/free-port.js';
import type { Rgb } from '../support/page/test-card.js';

const TEAL: Rgb = [20, 120, 140];
const RED: Rgb = [180, 30, 30];
const REJECTED = /rejected|Input\/output error/;

let show: InputShow;
const encoders: Encoder[] = [];

beforeAll(async () => {
  show = await InputShow.open({ env: { PROSCENIUM_INGEST_SRT_PORT: String(await freePort()) } });
  await show.goLive();
}, 60_000);
afterAll(async () => {
  await Promise.all(encoders.map((encoder) => encoder.kill()));
  await show?.close();
}, 30_000);

function send(srtUrl: string, more: Partial<EncoderOptions> & { colour: Rgb }): Encoder {
  const encoder = new Encoder({ url: localSrtUrl(srtUrl), format: 'mpegts', ...more });
  encoders.push(encoder);
  return encoder;
}

test('several encoders send at once; the show is what the programme’s one sends, and gone is gone', async () => {
  const [main, guest] = [await show.addInput('programme'), await show.addInput('guest', { onStage: true })];
  const first = send(main.srtUrl, { colour: TEAL });
  const second = send(guest.srtUrl, { colour: RED, audio: [], video: ['-c:v', 'mpeg2video', '-bf', '2'] });
  await show.untilSeen(TEAL);
  await show.untilState(guest.id, 'sending');
  expect(await show.stateOf(main.id)).toMatchObject({ state: 'sending', by: 'srt' });
  // H.264 without B-frames goes to the stage as it is.
  expect((await show.stateOf(main.id)).notes).toEqual([]);
  expect((await show.stateOf(guest.id)).notes.join()).toMatch(
    /by SRT.*encodes its video again.*Choose H.264/,
  );
  const cutMs = systemClock.wallMs();
  await first.stop();
  await show.untilState(main.id, 'gone');
  await show.untilNotSeen(TEAL, cutMs);
  await second.stop();
  await show.untilState(guest.id, 'gone');
}, 60_000);

test('a wrong key, a wrong passphrase and none are refused in the handshake', async () => {
  const [input, other] = [await show.addInput('guest'), await show.addInput('guest')];
  const wrong = [
    input.srtUrl.replace(input.key, 'pik_wrong'),
    input.srtUrl.replace(input.key, other.key),
    input.srtUrl.replace(/&passphrase=.*/, ''),
  ];
  for (const url of wrong) {
    const { stderr, code } = await send(url, { colour: RED }).exited;
    expect(code).not.toBe(0);
    expect(stderr).toMatch(REJECTED);
  }
  expect((await show.stateOf(input.id)).state).toBe('gone');
}, 40_000);

test('a new key cuts who sends by the old one, which is no key any more', async () => {
  const input = await show.addInput('guest', { onStage: true });
  const encoder = send(input.srtUrl, { colour: RED });
  await show.untilState(input.id, 'sending');
  const { status } = await show.owner.post(`/shows/${show.showId}/inputs/${input.id}/rotate`);
  expect(status).toBe(200);
  await encoder.exited;
  await send(input.srtUrl, { colour: RED }).exited;
  await show.untilState(input.id, 'gone');
}, 40_000);

test('what is no transport stream ends, and its owner reads why after its end', async () => {
  const input = await show.addInput('guest');
  await send(input.srtUrl, { colour: RED, format: 'h264', audio: [] }).exited;
  await show.untilState(input.id, 'gone');
  expect((await show.stateOf(input.id)).notes.join()).toMatch(/not MPEG-TS/);
}, 40_000);

test('a port that is taken is an error that says so', async () => {
  const taken = createSocket('udp4');
  taken.bind(0, '127.0.0.1');
  await once(taken, 'listening');
  const nobody = { claim: () => '', wants: () => undefined, note: () => undefined, gone: () => undefined };
  const [host, port, secret] = ['127.0.0.1', taken.address().port, () => undefined];
  const options = {
    host,
    port,
    secret,
    ffmpeg: BOUNDED_FFMPEG,
    link: nobody,
    clock: systemClock,
    log: silentLog,
  };
  try {
    expect(() => SrtListener.open(options)).toThrow(expect.objectContaining({ code: 'EADDRINUSE' }));
  } finally {
    taken.close();
  }
});
