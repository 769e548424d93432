// Real here: the whole server and the studio's page in Chromium, with a ticket that ends in a moment.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Manner } from '../support/web/site-visitor.js';
import { VisitedSite } from '../support/web/visited-site.js';

const DESKTOP: Manner = { language: 'en', size: 'desktop', theme: 'dark' };
/** Long enough for a slow machine to load the page and join. */
const LIFETIME_SECONDS = 20;
/** The server ends a connection at the second; this is how much later the page is looked at. */
const BEYOND_MS = 1_500;

let site: VisitedSite;
beforeAll(async () => {
  site = await VisitedSite.open();
}, 120_000);
afterAll(() => site?.close());

/** Runs in the page: the signed-in owner gives this tab a ticket of their own that ends soon. */
async function keepShortTicket([showId, lifetimeSeconds]: [string, number]): Promise<number> {
  const { person, csrfToken } = (await (await fetch('/api/v1/session')).json()) as Who;
  const answer = await fetch(`/api/v1/shows/${showId}/tickets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf-token': csrfToken },
    body: JSON.stringify({ role: 'host', name: person.name, subject: person.id, lifetimeSeconds }),
  });
  const ticket = (await answer.json()) as { expiresAt: string };
  (globalThis as unknown as { sessionStorage: Storage }).sessionStorage.setItem(
    `proscenium.ticket.${showId}`,
    JSON.stringify(ticket),
  );
  return Date.parse(ticket.expiresAt);
}

interface Who {
  person: { id: string; name: string };
  csrfToken: string;
}

interface Storage {
  setItem(key: string, value: string): void;
}

test("a host's page stays connected beyond the end of its ticket", async () => {
  const host = await site.arrive(DESKTOP, { state: site.ownerState });
  const { page } = host;
  const lost: string[] = [];
  page.on('websocket', (socket) => {
    if (socket.url().includes('/signal')) socket.on('close', () => lost.push(socket.url()));
  });
  await page.goto(site.url);
  const endsMs = await page.evaluate(keepShortTicket, [site.showId, LIFETIME_SECONDS] as [string, number]);
  expect(endsMs).toBeGreaterThan(0);
  const renewed = page.waitForResponse((response) => response.url().endsWith('/own-ticket'));
  await page.goto(`${site.url}/studio/${site.showId}`);
  await host.button('studio.enter').click();
  await host.button('studio.go-live').waitFor();
  expect((await renewed).status()).toBe(201);
  await page.waitForFunction((atMs) => Date.now() > atMs, endsMs + BEYOND_MS);
  expect(lost).toEqual([]);
  // Still heard by the server: the button changes with its answer.
  await host.button('studio.share').click();
  await host.button('links.make').click();
  await page.locator('[role="dialog"] input[value*="/join/"]').waitFor();
  expect(lost).toEqual([]);
});
