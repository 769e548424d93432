// Real here: the whole server, Chromium with a camera. Every panel of the studio as the first one that is opened, by keys alone.
import { describe, expect, test } from '@jest/globals';
import { waitFor } from '../support/kernel/wait-for.js';
import { ownerAt } from '../support/server/signed-in-owner.js';
import { narrowFaults, overflowFaults } from '../support/web/narrow-page.js';
import { accessibilityFaults, takeScreenshot } from '../support/web/page-appearance.js';
import type { Manner, SiteVisitor } from '../support/web/site-visitor.js';
import { storySite } from '../support/web/story-site.js';

/** Each with an answer that is longer than a panel is wide. */
const POLLS = ['poll', 'quiz', 'prediction', 'giveaway'] as const;
const QUESTION = 'Will you play the piece for two cellos that you wrote in the spring, and how long is it?';

/** By one key, on a machine that has other things to do. */
const CHOSEN_WITHIN_MS = 10_000;

const site = storySite('studio-panels');

async function enter(manner: Manner, showId: string): Promise<SiteVisitor> {
  const host = await site().arrive(manner, { state: site().ownerState });
  await host.page.goto(`${site().url}/studio/${showId}`);
  await host.button('studio.enter').click();
  await host.button('studio.leave').waitFor();
  return host;
}

const panelOf = (host: SiteVisitor) => host.page.getByRole('tabpanel');

async function makePoll(host: SiteVisitor, kind: (typeof POLLS)[number]): Promise<void> {
  await host.button('studio.polls.new').click();
  await host.field('studio.polls.kind').selectOption(kind);
  const prize = kind === 'giveaway';
  const asked = host.words(prize ? 'studio.polls.prize' : 'studio.polls.question');
  // The tab of questions has the same name in Korean.
  await panelOf(host).getByLabel(asked, { exact: true }).fill(`Which piece comes first? (${kind})`);
  if (!prize) {
    const answers = panelOf(host).getByRole('textbox');
    await answers.nth(1).fill('The slow one');
    await answers.nth(2).fill('The one that everybody in the hall knows by heart');
  }
  await host.field('studio.polls.duration').selectOption('120');
  await host.button('studio.polls.start').click();
  await host.button('studio.polls.new').waitFor();
}

/** Of a viewer who waits for the show. */
async function ask(manner: Manner, showId: string): Promise<void> {
  const viewer = await site().arrive(manner);
  await viewer.page.goto(`${site().url}/watch/${showId}`);
  await viewer.field('common.name').fill('Grace');
  await viewer.button('watch.chat.join').click();
  await viewer.tab('watch.questions').click();
  await viewer.field('watch.questions.ask').fill(QUESTION);
  await viewer.button('watch.questions.send').click();
  await viewer.page.getByText(QUESTION).waitFor();
}

async function lookAt(host: SiteVisitor, name: string): Promise<string[]> {
  const { language, size, theme } = host.manner;
  await takeScreenshot(host.page, `studio-panel-${name}-${language}-${size}-${theme}`);
  const faults = [
    ...(await accessibilityFaults(host.page)),
    ...(await overflowFaults(host.page)),
    ...(await narrowFaults(host.page)),
  ];
  return faults.map((fault) => `${name}: ${fault}`);
}

export function lookAtStudioPanels(manners: readonly Manner[]): void {
  describe.each(manners)('in $language on a $size, $theme', (manner) => {
    test('each panel is reached by keys, has its heading, and keeps nobody out', async () => {
      const owner = await ownerAt(site().url);
      const { body } = await owner.post('/shows', { title: 'Cellos', visibility: 'public', profile: 'low' });
      const showId = String(body.id);
      await ask(manner, showId);
      const maker = await enter(manner, showId);
      await maker.tab('watch.polls').click();
      for (const kind of POLLS) await makePoll(maker, kind);
      // One studio of a person at a time.
      await maker.page.goto('about:blank');

      const host = await enter(manner, showId);
      const tabs = host.page.getByRole('tab');
      const count = await tabs.count();
      await tabs.first().focus();
      const found: string[] = [];
      // From the last to the first: nothing of the chat is there when questions and polls are drawn.
      for (let at = count - 1; at >= 0; at -= 1) {
        await host.page.keyboard.press('ArrowUp');
        const tab = tabs.nth(at);
        await waitFor(
          'the tab before',
          CHOSEN_WITHIN_MS,
          async () => (await tab.getAttribute('aria-selected')) === 'true',
        );
        const name = (await tab.getAttribute('id'))?.split('-').at(-1) ?? '';
        await panelOf(host).getByRole('heading').first().waitFor();
        found.push(...(await lookAt(host, name)));
      }
      await host.button('studio.board.open').click();
      await host.page.getByRole('dialog').locator('canvas').first().waitFor();
      found.push(...(await lookAt(host, 'board')));
      expect(found).toEqual([]);
      expect(host.complaints).toEqual([]);
    }, 240_000);
  });
}
