// Real here: the whole server with a programme on air, a host's page that films a bar code, and a WHEP client in Chromium.
// Another client, how late they are, and what a fault costs them, is in `alone/front-row.long.spec.ts`.
import { afterAll, afterEach, beforeAll, test } from '@jest/globals';
import { FrontRowShow, newestLatenciesMs } from '../support/players/front-row-show.js';

const WITHIN_MS = 30_000;

let frontRow: FrontRowShow;

beforeAll(async () => {
  frontRow = await FrontRowShow.open();
}, 120_000);
afterEach(() => frontRow?.leave());
afterAll(() => frontRow?.close(), 60_000);

test('whip-whep plays the show', async () => {
  const { meter } = await frontRow.watch('whip-whep');
  await newestLatenciesMs(meter, 60, WITHIN_MS);
});
