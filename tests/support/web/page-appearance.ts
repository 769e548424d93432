import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeWindow {
  axe: { run(context: unknown, options: unknown): Promise<{ violations: Violation[] }> };
}
declare const window: AxeWindow;
declare const document: unknown;

interface Violation {
  id: string;
  help: string;
  nodes: { target: unknown[]; failureSummary?: string }[];
}

/** Everything that WCAG 2.2 AA asks for and a program can see. */
const RULES = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  // What passes is not told, and our style sheets are there already: half of the time that it takes.
  resultTypes: ['violations'],
  preload: false,
};

interface Moving {
  finished: Promise<unknown>;
  effect: { getComputedTiming(): { endTime: number } } | null;
}

/** What fades in is pale for a moment; nobody has to read it then. What never ends is not waited for. */
const comeToRest = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const moving = (document as { getAnimations(): Moving[] }).getAnimations();
    const ending = moving.filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });

/** What axe finds on the page as it stands, a line for each place. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await comeToRest(page);
  // Evaluated by the debugger, so that the page's own content security policy stays as it is.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource);
  const { violations } = await page.evaluate((rules) => window.axe.run(document, rules), RULES);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${help} at ${target.join(' ')} ${failureSummary ?? ''}`,
    ),
  );
}

interface Images {
  documentElement: { clientHeight: number };
  images: Iterable<{ decode(): Promise<void>; getBoundingClientRect(): { top: number; bottom: number } }>;
}

/** What has come and is not decoded yet is a dark place. Images further down are not loaded before they are near. */
const drawImages = (page: Page): Promise<unknown> =>
  page.evaluate(() => {
    const { images, documentElement } = document as Images;
    const seen = [...images].filter((image) => {
      const { top, bottom } = image.getBoundingClientRect();
      return bottom > 0 && top < documentElement.clientHeight;
    });
    return Promise.allSettled(seen.map((image) => image.decode()));
  });

/** An image of the page for the documents, when wanted: tests leave the checkout as it was. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.PROSCENIUM_SHOTS;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  // Parts that load after the page leave a mark in their place until they are there.
  await page.locator('[data-loading]').first().waitFor({ state: 'detached' });
  // What was said of the step before lies over the page for some seconds.
  await page.locator('.toast').first().waitFor({ state: 'detached' });
  await drawImages(page);
  await comeToRest(page);
  await page.screenshot({ path: join(folder, `${name}.jpg`), type: 'jpeg', quality: 82 });
}
