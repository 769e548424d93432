// Captions of a show through the whole server: settings, API, stage, programme, front. An engine hears an encoder's
// beeps; the other language is typed, by the API and by a captioner at the stage. Real here: the built server, FFmpeg as the sender. Made up: the engine.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Encoder } from '../support/inputs/encoder.js';
import { InputShow } from '../support/inputs/input-show.js';
import { freePort } from '../support/kernel/free-port.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { hlsFetch } from '../support/origin/hls-client.js';
import { PageSocket } from '../support/server/page-socket.js';

const ONSET_ENGINE = new URL('../support/captions/onset-engine.mjs', import.meta.url).pathname;
const WITHIN_MS = 60_000;

let show: InputShow;
let encoder: Encoder | undefined;
let captioner: PageSocket | undefined;

beforeAll(async () => {
  const env = {
    PROSCENIUM_INGEST_RTMP_PORT: String(await freePort()),
    PROSCENIUM_CAPTIONS_COMMAND: `${process.execPath} ${ONSET_ENGINE} 0`,
  };
  show = await InputShow.open({ env });
}, 120_000);
afterAll(async () => {
  captioner?.close();
  await encoder?.kill();
  await show?.close();
}, 30_000);

const urlOf = (name: string): string => new URL(`/live/${show.showId}/${name}`, show.server.url).href;

/** The first caption in this language whose words are as wanted, as a viewer fetches it. */
const untilRead = (language: string, wanted: RegExp): Promise<string> =>
  waitFor(`captions in ${language}`, WITHIN_MS, async () => {
    const playlist = (await hlsFetch(urlOf(`captions-${language}.m3u8`))).body.toString();
    const names = playlist.match(/[\w-]+\/captions-[\w-]+\/[\d.]+\.vtt(?="|$)/gm) ?? [];
    for (const name of names.slice(-12)) {
      const { headers, body } = await hlsFetch(urlOf(name));
      const found = /text\/vtt/.test(headers['content-type'] ?? '') && wanted.exec(body.toString())?.[0];
      if (found) return found;
    }
    return undefined;
  });

test('a show has captions that an engine hears and captions that a person types', async () => {
  const { owner, showId } = show;
  const { body: before } = await owner.get(`/shows/${showId}`);
  const match = { 'if-match': `"${before.version}"` };
  const changed = await owner.patch(`/shows/${showId}`, { captions: ['en', 'ko'] }, match);
  expect([changed.status, changed.body.captions]).toEqual([200, ['en', 'ko']]);
  await show.goLive();
  const late = { 'if-match': `"${(await owner.get(`/shows/${showId}`)).body.version}"` };
  const refused = await owner.patch(`/shows/${showId}`, { captions: [] }, late);
  expect([refused.status, refused.body.code]).toEqual([409, 'show-state']);

  const input = await show.addInput('programme');
  const beeps = "aevalsrc='0.5*sin(2*PI*1000*t)*lt(mod(t,1),0.3)':s=48000";
  encoder = new Encoder({
    url: `${input.rtmpUrl}/${input.key}`,
    format: 'flv',
    colour: [20, 120, 140],
    audio: ['-f', 'lavfi', '-i', beeps],
  });
  expect(await untilRead('en', /<v A programme>beep\d+/)).toMatch(/beep/);
  const typed = { kind: 'caption', language: 'ko', text: '안녕하세요', speaker: 'Bo' };
  expect((await owner.post(`/shows/${showId}/marks`, typed)).status).toBe(200);
  expect(await untilRead('ko', /<v Bo>안녕하세요/)).toMatch(/안녕/);
  const { body: ticket } = await owner.post(`/shows/${showId}/tickets`, {
    role: 'co-host',
    name: 'Captioner',
  });
  captioner = await PageSocket.join(show.server.url, showId, ticket.ticket as string);
  await captioner.ask('programme.caption', { language: 'ko', text: '반갑습니다' });
  expect(await untilRead('ko', /반갑습니다/)).toMatch(/반갑/);
  const multivariant = (await hlsFetch(urlOf('index.m3u8'))).body.toString();
  expect(multivariant).toContain('TYPE=SUBTITLES,GROUP-ID="captions",NAME="English",LANGUAGE="en"');
  expect(multivariant).toContain('NAME="한국어",LANGUAGE="ko"');
}, 180_000);
