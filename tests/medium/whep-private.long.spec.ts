// Real here: the built server with a private show on air, ICE and DTLS of a receiver without a page (OpenSSL).
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { InputShow } from '../support/inputs/input-show.js';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { type DtlsIdentity, makeDtlsIdentity } from '../support/players/dtls-identity.js';
import type { WebRtcReceiver } from '../support/players/webrtc-receiver.js';
import { receiveByWhep } from '../support/players/whep-receiver.js';

const ARRIVES_WITHIN_MS = 20_000;
const ENOUGH_PACKETS = 50;

let show: InputShow;
let folder: ReturnType<typeof temporaryFolder>;
let identity: DtlsIdentity;
const receivers: WebRtcReceiver[] = [];

beforeAll(async () => {
  folder = temporaryFolder();
  identity = makeDtlsIdentity(folder.path);
  show = await InputShow.open({ env: { PROSCENIUM_DELIVERY_FRONT_ROW_VIEWERS: '5' } });
  await show.goLive();
  const path = `/shows/${show.showId}`;
  const { body } = await show.owner.get(path);
  const etag = { 'if-match': `"${body.version}"` };
  expect((await show.owner.patch(path, { visibility: 'private' }, etag)).status).toBe(200);
}, 90_000);
afterAll(async () => {
  for (const receiver of receivers) await receiver.close();
  await show?.close();
  folder?.remove();
}, 30_000);

async function watch(path: string, headers?: Record<string, string>): Promise<WebRtcReceiver> {
  const receiver = await receiveByWhep(show.server.url + path, identity, receivers.length, headers);
  receivers.push(receiver);
  return receiver;
}
const bearer = (ticket: string) => ({ authorization: `Bearer ${ticket}` });
const arrives = ({ counter }: WebRtcReceiver) =>
  waitFor('packets of the show', ARRIVES_WITHIN_MS, () => counter.received > ENOUGH_PACKETS);

test('a private show plays with a ticket as bearer or in the address, and not without', async () => {
  const { body } = await show.owner.post(`/shows/${show.showId}/tickets`, { role: 'viewer', name: 'Eve' });
  const ticket = String(body.ticket);
  await arrives(await watch(`/whep/${show.showId}`, bearer(ticket)));
  await arrives(await watch(`/whep/t/${ticket}/${show.showId}`));
  await expect(watch(`/whep/${show.showId}`)).rejects.toThrow(/refused: 401/);
  const { body: other } = await show.owner.post('/shows', { title: 'Another show' });
  const { body: strange } = await show.owner.post(`/shows/${other.id}/tickets`, {
    role: 'viewer',
    name: 'Eve',
  });
  await expect(watch(`/whep/${show.showId}`, bearer(String(strange.ticket)))).rejects.toThrow(/refused: 403/);
}, 90_000);
