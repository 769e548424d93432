// A quiz as two viewers see it, one at the live edge and one who stands eight seconds further back. Real here: the built
// server with a show on air (nobody on its stage: the slate is the show), two watch pages that decode it.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import type { Poll, Score, ServerEventData } from '#protocol';
import type { InputShow } from '../support/inputs/input-show.js';
import { openShowInBrowser } from '../support/inputs/show-in-browser.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { PageSocket } from '../support/server/page-socket.js';
import { STORY_PROGRAMME } from '../support/server/small-programme.js';
import { appearances, watchAppearances } from '../support/web/appearance-watch.js';
import { StepWatcher } from '../support/web/step-watcher.js';

const VIDEO = '.player > video';
const WITHIN_MS = 60_000;
const BEHIND_MS = 8_000;
/** Shorter than what the further viewer is behind: it is over at the live edge before that viewer sees it. */
const OPEN_S = 6;
/** From the question to an answer that is pressed as soon as it can be, on a busy machine. */
const PRESSED_WITHIN_MS = 2_500;
/** The outcome stands in both videos at the same moment; either may be so far off it, as all that is said. */
const OFF_AT_MOST_MS = 200;
const RIGHT = 'You got it right.';

let show: InputShow;
let host: PageSocket;
let near: StepWatcher;
let far: StepWatcher;
let open: () => Promise<StepWatcher>;

beforeAll(async () => {
  const opened = await openShowInBrowser({
    env: { ...STORY_PROGRAMME, PROSCENIUM_DELIVERY_FRONT_ROW_VIEWERS: '0' },
  });
  ({ show } = opened);
  await show.goLive();
  open = async () => {
    // A voter is a browser.
    const context = await opened.browser.newContext({ viewport: { width: 980, height: 700 } });
    const watcher = new StepWatcher(await opened.browser.newPage({ context }));
    const { page } = watcher;
    await page.goto(`${show.server.url}/watch/${show.showId}`);
    await page.locator('.chat').first().waitFor({ timeout: WITHIN_MS });
    const playedS = () =>
      page
        .locator(VIDEO)
        .first()
        .evaluate((video) => (video as never as { currentTime: number }).currentTime);
    await waitFor('the video to play', WITHIN_MS, async () => (await playedS()) > 0);
    await page.getByRole('tab', { name: /Polls/ }).click();
    return watcher;
  };
  [near, far] = [await open(), await open()];
  await far.page.keyboard.press('k');
  await far.page.getByRole('button', { name: 'Play' }).first().waitFor();
  await systemClock.sleep(BEHIND_MS);
  await far.page.keyboard.press('k');
  for (const { page } of [near, far])
    await watchAppearances(page, { texts: '.poll-outcome, .watch-chapter', video: VIDEO });
  const { body } = await show.owner.post(`/shows/${show.showId}/tickets`, { role: 'host', name: 'Host' });
  host = await PageSocket.join(show.server.url, show.showId, body.ticket as string);
}, 180_000);

afterAll(async () => {
  host?.close();
  await show?.close();
}, 30_000);

const optionsOn = ({ page }: StepWatcher) => page.locator('.poll-option');
const answer = ({ page }: StepWatcher) =>
  page.locator('.poll-option', { hasText: 'The second' }).click({ timeout: WITHIN_MS });

/** Where a text came to stand, on the programme's clock of that video. */
async function momentOf({ page, zeroMs }: StepWatcher, wanted: string): Promise<number> {
  const found = await waitFor(wanted, WITHIN_MS, async () =>
    (await appearances(page)).find(({ text }) => text === wanted),
  );
  return zeroMs + found.playheadMs;
}

const lastPoll = (): Poll | undefined =>
  host.heard.all.flatMap(({ name, data }) => (name === 'poll.changed' ? [data.poll] : [])).at(-1);

test('who is eight seconds behind has the same seconds, and both read the outcome at its moment', async () => {
  const wish = { question: 'Which?', options: ['The first', 'The second'], kind: 'quiz', answer: 1 };
  const { pollId } = (await host.ask('poll.create', { ...wish, seconds: OPEN_S })) as { pollId: string };
  await answer(near);
  expect(await optionsOn(far).count()).toBe(0);
  await near.page.locator('.poll', { hasText: 'Closed' }).waitFor({ timeout: WITHIN_MS });
  expect(await optionsOn(far).count()).toBe(0);
  await answer(far);
  await waitFor('both answers', WITHIN_MS, () => lastPoll()?.votes === 2);
  expect(lastPoll()?.closed).toBe(true);
  await host.ask('poll.reveal', { pollId });
  const moments = await Promise.all([near, far].map((each) => momentOf(each, RIGHT)));
  const { revealedProgrammeMs = 0 } = lastPoll() ?? {};
  const off = moments.map((moment) => Math.round(moment - revealedProgrammeMs));
  const scores: Score[] = host.heard.all.flatMap(({ name, data }) =>
    name === 'poll.scored' ? (data as ServerEventData<'poll.scored'>).scores : [],
  );
  console.info(
    `quiz: answers ${scores.map(({ tookMs }) => tookMs).join(' and ')} ms after the question; outcome off by ${off.join(' and ')} ms`,
  );
  expect(scores.map(({ right }) => right)).toEqual([1, 1]);
  for (const { tookMs } of scores) expect(tookMs).toBeLessThan(PRESSED_WITHIN_MS);
  for (const each of off) expect(Math.abs(each)).toBeLessThan(OFF_AT_MOST_MS);
}, 180_000);

test('a chapter is named when the video of each viewer is there', async () => {
  const { body } = await show.owner.post(`/shows/${show.showId}/marks`, {
    kind: 'chapter',
    title: 'Questions',
  });
  const moments = [await momentOf(near, 'Now: Questions')];
  expect(await far.page.getByText('Now: Questions').count()).toBe(0);
  moments.push(await momentOf(far, 'Now: Questions'));
  const off = moments.map((moment) => Math.round(moment - Date.parse(body.at)));
  console.info(`chapter: off by ${off.join(' and ')} ms`);
  for (const each of off) expect(Math.abs(each)).toBeLessThan(OFF_AT_MOST_MS);
}, 120_000);

test('who comes after a restart of the server reads which chapter it is', async () => {
  process.kill(show.server.pid, 'SIGKILL');
  const isThere = async () => (await show.owner.get(`/shows/${show.showId}`).catch(() => undefined))?.status;
  await waitFor('the next server', WITHIN_MS, async () => (await isThere()) === 200);
  const late = await open();
  await late.page.getByText('Now: Questions').waitFor({ timeout: WITHIN_MS });
}, 180_000);
