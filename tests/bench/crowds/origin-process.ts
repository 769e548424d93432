import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { FakeLiveShow, RENDITION } from '../../support/origin/fake-live-show.js';

// A process of its own, so that its CPU can be counted: an origin whose encoders cost nothing.
// Arguments: bytes of a part, whether the programme goes on (`live`) or does not (`still`), and `audio` for audio too.

const [partBytes = '50000', mode = 'still', audio = ''] = process.argv.slice(2);
const say = (fact: string, value: unknown) => process.stdout.write(`${JSON.stringify({ fact, value })}\n`);

const show = new FakeLiveShow('show_1', Number(partBytes), { hasAudio: audio === 'audio' });
const app = fastify();
show.origin.attach(app.server);
let asked = 0;
app.get('/asked', () => ({ asked }));
app.server.prependListener('request', (request) => {
  if (request.url?.includes('_HLS_msn=')) asked += 1;
});
await app.listen({ host: '127.0.0.1', port: 0 });
const { segments } = show.packager.playlist(RENDITION) ?? { segments: [] };
say('ready', {
  url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
  playlist: `/live/show_1/${RENDITION}.m3u8`,
  part: `/live/show_1/${segments.at(-1)?.parts.at(-1)?.uri}`,
  segment: `/live/show_1/${segments.at(-1)?.uri}`,
  edge: show.edge,
});
if (mode === 'live') show.goOn((edge, atWallMs) => say('part', { ...edge, atWallMs }));
process.once('SIGTERM', () => process.exit());
