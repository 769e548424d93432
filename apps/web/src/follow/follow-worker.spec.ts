import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';

const SOURCE = readFileSync(join(import.meta.dirname, '../../public/follow-worker.js'), 'utf8');
const ORIGIN = 'https://stage.example';

/** The worker as the browser runs it; answers what a press on a notification does. */
function startWorker(openPages: readonly string[]) {
  const done: string[] = [];
  const listeners = new Map<string, (event: object) => void>();
  const self = {
    location: { origin: ORIGIN },
    addEventListener: (name: string, listener: (event: object) => void) => listeners.set(name, listener),
    clients: {
      matchAll: async () =>
        openPages.map((url) => ({ url, focus: async () => void done.push(`focus ${url}`) })),
      openWindow: async (url: string) => void done.push(`open ${url}`),
    },
  };
  runInNewContext(SOURCE, { self, URL });
  return async (url: string): Promise<string[]> => {
    const work: Promise<void>[] = [];
    const notification = { data: { url }, close: () => done.push('close') };
    listeners.get('notificationclick')?.({
      notification,
      waitUntil: (each: Promise<void>) => work.push(each),
    });
    await Promise.all(work);
    return done;
  };
}

test('a press brings the page that is open to the front, and opens one where none is', async () => {
  const page = `${ORIGIN}/watch/show_1`;
  expect(await startWorker([`${ORIGIN}/`, page])(page)).toEqual(['close', `focus ${page}`]);
  expect(await startWorker([`${ORIGIN}/`])('/watch/show_1')).toEqual(['close', `open ${page}`]);
});

test('no page of another site is opened', async () => {
  expect(await startWorker([])('https://elsewhere.example/')).toEqual(['close']);
});
