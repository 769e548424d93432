// Real here: the whole server, FFmpeg, Chromium. Two of the stage draw on one board, and viewers see it in the programme.
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { boardHasInk, INKED } from '../../support/web/board-ink.js';
import { accessibilityFaults, takeScreenshot } from '../../support/web/page-appearance.js';
import type { SiteVisitor } from '../../support/web/site-visitor.js';
import { KOREAN_DESKTOP, LIGHT_DESKTOP } from '../../support/web/story-manners.js';
import { storySite } from '../../support/web/story-site.js';
import { twoOnStage } from '../../support/web/two-on-stage.js';

const SEEN_WITHIN_MS = 40_000;

const site = storySite('whiteboard');

/** Through these places of the board, each of 0 to 1. */
async function draw(page: Page, ...places: readonly (readonly [number, number])[]): Promise<void> {
  const box = await page.locator('.board-hands').boundingBox();
  if (!box) throw new Error('no board');
  for (const [at, [x, y]] of places.entries()) {
    await page.mouse.move(box.x + box.width * x, box.y + box.height * y);
    if (at === 0) await page.mouse.down();
  }
  await page.mouse.up();
}

/** A line across the board at that height. */
const drawAcross = (page: Page, height: number) =>
  draw(page, ...[0.1, 0.3, 0.5, 0.7, 0.9].map((x) => [x, height] as const));

/** With the other tools, as a person would: words, a box and an arrow to it. */
async function sketch(host: SiteVisitor): Promise<void> {
  await host.button('studio.board.tool.text').click();
  await host.field('studio.board.words').fill('Stage');
  await draw(host.page, [0.16, 0.44]);
  await host.field('studio.board.words').fill('Programme');
  await draw(host.page, [0.62, 0.44]);
  await host.button('studio.board.colour.red').click();
  await host.button('studio.board.tool.rectangle').click();
  await draw(host.page, [0.58, 0.4], [0.86, 0.58]);
  await host.button('studio.board.tool.arrow').click();
  await draw(host.page, [0.34, 0.49], [0.56, 0.49]);
}

interface Canvas {
  getContext(kind: '2d'): {
    drawImage(...all: unknown[]): void;
    getImageData(x: number, y: number, w: number, h: number): { data: number[] };
  };
  width: number;
  height: number;
}

const seesLines = (page: Page, at: readonly number[]) =>
  page.waitForFunction(boardHasInk, { at, inked: INKED }, { timeout: SEEN_WITHIN_MS });

/** Whether the programme shows white paper with dark lines: rows of the video's middle column from light to dark. */
const seesBoardInProgramme = (page: Page) =>
  page.waitForFunction(
    (inked) => {
      const scope = globalThis as never as {
        document: {
          querySelector(s: string): { videoWidth: number; videoHeight: number } | null;
          createElement(s: string): Canvas;
        };
      };
      const video = scope.document.querySelector('.player video');
      if (!video || video.videoWidth === 0) return false;
      const canvas = scope.document.createElement('canvas');
      canvas.width = video.videoWidth;
      canvas.height = video.videoHeight;
      const context = canvas.getContext('2d');
      context.drawImage(video, 0, 0);
      // The board fills most of the programme: some column left of the middle runs over paper and both lines.
      const { data } = context.getImageData(Math.round(video.videoWidth * 0.4), 0, 1, video.videoHeight);
      const rows = Array.from({ length: video.videoHeight }, (_, row) =>
        Math.min(...data.slice(row * 4, row * 4 + 3)),
      );
      const isPaper = (value: number) => value > 225;
      const paper = rows.filter(isPaper).length;
      const lines = rows.filter(
        (value, row) => value < 255 - inked && isPaper(rows[row - 12] ?? 0) && isPaper(rows[row + 12] ?? 0),
      );
      return paper > video.videoHeight / 3 && lines.length >= 2;
    },
    INKED,
    { timeout: SEEN_WITHIN_MS },
  );

test('two draw on one board, and viewers see it', async () => {
  const { host, guest } = await twoOnStage(site(), { guestManner: KOREAN_DESKTOP });

  await host.button('studio.board.open').click();
  await drawAcross(host.page, 0.3);
  await guest.button('studio.board.open.active').click();
  await seesLines(guest.page, [0.3]);
  await guest.button('studio.board.colour.blue').click();
  await drawAcross(guest.page, 0.7);
  await Promise.all([host, guest].map(({ page }) => seesLines(page, [0.3, 0.7])));
  await sketch(host);
  await host.button('studio.board.show').click();
  await host.button('studio.board.hide').waitFor();
  await takeScreenshot(host.page, 'studio-whiteboard-en-desktop-dark');
  await takeScreenshot(guest.page, 'studio-whiteboard-ko-desktop-light');
  expect([...(await accessibilityFaults(host.page)), ...(await accessibilityFaults(guest.page))]).toEqual([]);

  const viewer = await site().arrive(LIGHT_DESKTOP);
  await viewer.page.goto(`${site().url}/watch/${site().showId}`);
  await viewer.seesVideo();
  // Closed on the host's page, it stays on air.
  await host.page.keyboard.press('Escape');
  await seesBoardInProgramme(viewer.page);
  await takeScreenshot(viewer.page, 'watch-whiteboard-en-desktop-light');
  await takeScreenshot(host.page, 'studio-whiteboard-shown-en-desktop-dark');
  expect([...host.complaints, ...guest.complaints, ...viewer.complaints]).toEqual([]);
}, 240_000);
