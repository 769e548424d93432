// Real here: the built server with a programme on air, and aiortc as the sender.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AiortcSender, hasAiortc } from '../support/inputs/aiortc-sender.js';
import { InputShow } from '../support/inputs/input-show.js';
import type { Rgb } from '../support/page/test-card.js';

const OLIVE: Rgb = [110, 120, 20];

const isThere = hasAiortc();
if (!isThere) console.warn('aiortc is not installed: apt-get install python3-aiortc. Its test is left out.');
const withAiortc = isThere ? test : test.skip;

let show: InputShow;
let sender: AiortcSender | undefined;

beforeAll(async () => {
  if (!isThere) return;
  show = await InputShow.open();
  await show.goLive();
}, 60_000);
afterAll(async () => {
  await sender?.kill();
  await show?.close();
}, 30_000);

withAiortc(
  'the show is what aiortc sends, until it says goodbye',
  async () => {
    const input = await show.addInput('programme');
    sender = new AiortcSender({ url: input.whipUrl, token: input.token, colour: OLIVE });
    const failed = sender.exited.then(({ stderr }) => Promise.reject(new Error(`aiortc ended: ${stderr}`)));
    failed.catch(() => undefined);
    await Promise.race([show.untilSeen(OLIVE), failed]);
    expect(await show.stateOf(input.id)).toMatchObject({ state: 'sending', by: 'whip' });
    await sender.leave();
    await show.untilState(input.id, 'gone');
  },
  60_000,
);
