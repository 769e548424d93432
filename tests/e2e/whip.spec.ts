// Real here: the built server with a programme on air, and a WHIP client that others wrote, in Chromium.
// Another one is in `whip-client.long.spec.ts`.
import { expect, test } from '@jest/globals';
import type { NewInput } from '../support/inputs/input-show.js';
import { liveShowInBrowser } from '../support/inputs/live-show-in-browser.js';
import { WhipSender } from '../support/inputs/whip-sender.js';
import type { Rgb } from '../support/page/test-card.js';

const VIOLET: Rgb = [96, 32, 128];
const GREEN: Rgb = [20, 140, 40];

const live = liveShowInBrowser();

const open = (colour: Rgb): Promise<WhipSender> => {
  const { show, browser } = live();
  return WhipSender.open({ browser, serverUrl: show.server.url, colour });
};

test('whip-whep: the show is what it sends; a second sender evicts the first; an ICE restart goes on; DELETE ends it', async () => {
  const { show } = live();
  const input = await show.addInput('programme');
  const first = await open(VIOLET);
  await first.publish(input.whipUrl, input.token);
  await show.untilState(input.id, 'sending');
  await show.untilSeen(VIOLET);
  const second = await open(GREEN);
  await second.publish(`${show.server.url}/whip/${input.key}`, undefined);
  await show.untilSeen(GREEN);
  await second.restartIce();
  await second.stop();
  await show.untilState(input.id, 'gone');
  await Promise.all([first.page.close(), second.page.close()]);
}, 60_000);

test('a wrong token, a wrong type and a wrong offer are refused in words', async () => {
  const { show } = live();
  const input: NewInput = await show.addInput('guest');
  const post = (headers: Record<string, string>, body: string) =>
    fetch(input.whipUrl, { method: 'POST', headers, body });
  const good = { authorization: `Bearer ${input.token}`, 'content-type': 'application/sdp' };
  const answers = await Promise.all([
    post({ ...good, authorization: 'Bearer pit_nothing' }, 'v=0'),
    post({ ...good, 'content-type': 'application/json' }, '{}'),
    post(good, 'v=0\r\n'),
    post(good, 'hello'),
    fetch(input.whipUrl),
    fetch(input.whipUrl, { method: 'OPTIONS' }),
    fetch(`${input.whipUrl}/whip_nothing`, { method: 'DELETE' }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([401, 415, 422, 400, 405, 204, 404]);
  expect(answers[5]?.headers.get('accept-post')).toBe('application/sdp');
  for (const answer of answers)
    expect(answer.headers.get('access-control-expose-headers')).toMatch(/location, etag, link/);
  expect(await answers[2]?.json()).toMatchObject({ code: 'offer-refused', title: expect.any(String) });
});
