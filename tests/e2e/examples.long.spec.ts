// Real here: the built server, our packages as npm makes them, each example as its own site on another origin, Chromium with cameras.
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Child, systemClock } from '#kernel';
import type { CameraOptions, TestBrowser } from '../support/engines/chromium.js';
import type { InputShow } from '../support/inputs/input-show.js';
import { openShowInBrowser } from '../support/inputs/show-in-browser.js';
import { freePort } from '../support/kernel/free-port.js';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { installPackages } from '../support/packages/install-packages.js';

const root = join(import.meta.dirname, '..', '..');
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
const EXAMPLES = ['embed', 'classroom', 'two-hosts'] as const;
type Example = (typeof EXAMPLES)[number];
const CAMERA: CameraOptions = { width: 640, height: 360, frameRate: 15 };
const SERVED_WITHIN_MS = 30_000;
const DONE_WITHIN_MS = 60_000;

const folder = temporaryFolder();
const sites: Child[] = [];
let show: InputShow;
let browser: TestBrowser;
let key = '';

// biome-ignore lint/suspicious/noExplicitAny: what a page has is not ours to describe
declare const document: any;

beforeAll(async () => {
  const places = EXAMPLES.map((name) => join(folder.path, name));
  for (const [index, name] of EXAMPLES.entries()) {
    mkdirSync(join(places[index] ?? '', 'node_modules'), { recursive: true });
    cpSync(join(root, 'examples', name), places[index] ?? '', { recursive: true });
  }
  await installPackages(...places);
  ({ show, browser } = await openShowInBrowser());
  key = (await show.owner.post('/api-keys', { name: 'examples' })).body.secret;
}, 300_000);

afterAll(async () => {
  await Promise.all(sites.map((site) => site.stop()));
  await show?.close();
  folder.remove();
}, 60_000);

/** The example as its README starts it; the address of its site. */
async function open(name: Example, showId: string): Promise<string> {
  const port = await freePort();
  const site = new Child({
    name,
    command: process.execPath,
    args: [vite, '--port', String(port), '--strictPort', '--host', '127.0.0.1'],
    cwd: join(folder.path, name),
    clock: systemClock,
    env: {
      PATH: process.env.PATH ?? '',
      PROSCENIUM_ORIGIN: show.server.url,
      PROSCENIUM_KEY: key,
      PROSCENIUM_SHOW: showId,
    },
  });
  sites.push(site);
  const url = `http://127.0.0.1:${port}`;
  await waitFor(`${name} to be served`, SERVED_WITHIN_MS, () =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  return url;
}

async function newShow(visibility: 'public' | 'private'): Promise<string> {
  return (await show.owner.post('/shows', { title: 'An example', visibility })).body.id;
}

async function visit(address: string): Promise<Page> {
  const page = await browser.newPage({ camera: CAMERA, context: await browser.newContext() });
  page.setDefaultTimeout(DONE_WITHIN_MS);
  await page.goto(address);
  return page;
}

const untilPlaying = (page: Page, selector: string) =>
  page.waitForFunction((of) => document.querySelector(of)?.currentTime > 0, selector);

test('each example names the versions that this checkout has', () => {
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const name of EXAMPLES) {
    const its = JSON.parse(readFileSync(join(root, 'examples', name, 'package.json'), 'utf8'));
    const foreign = Object.entries({ ...its.dependencies, ...its.devDependencies }).filter(
      ([dependency]) => !dependency.startsWith('@proscenium/'),
    );
    for (const [dependency, version] of foreign)
      expect([dependency, version]).toEqual([
        dependency,
        own.dependencies[dependency] ?? own.devDependencies[dependency],
      ]);
  }
});

test('embed: users of the site watch a private show and talk; one of them comes on stage', async () => {
  const showId = await newShow('private');
  const url = await open('embed', showId);
  await show.owner.post(`/shows/${showId}/live`);
  const [ada, grace, eve] = await Promise.all(
    ['ada', 'grace', 'eve'].map((user) => visit(`${url}/?user=${user}`)),
  );
  if (!ada || !grace || !eve) throw new Error('nobody came');
  await eve.getByRole('alert').getByText('Sign in first.').waitFor();
  await untilPlaying(ada, '.proscenium-player');
  await grace.getByLabel('Say something').fill('Hello from my own site');
  await grace.getByRole('button', { name: 'Send' }).click();
  await ada.getByText('Hello from my own site').waitFor();
  await ada.getByRole('button', { name: 'Raise hand' }).click();
  await ada.getByRole('button', { name: 'Lower hand' }).waitFor();
  const promoted = await show.owner.post(`/shows/${showId}/stage`, { personId: 'ada' });
  expect(promoted.status).toBe(204);
  await ada.getByRole('button', { name: 'Come on stage' }).click();
  await ada.getByRole('button', { name: 'Leave the stage' }).waitFor();
  await ada.getByText('You: Ada').waitFor();
  await ada.getByRole('button', { name: 'Leave the stage' }).click();
  await ada.getByRole('button', { name: 'Raise hand' }).waitFor();
  await untilPlaying(ada, '.proscenium-player');
  await show.owner.post(`/shows/${showId}/end`);
}, 240_000);

test('classroom: the teacher gives a lesson and asks, a pupil answers', async () => {
  const showId = await newShow('public');
  const url = await open('classroom', showId);
  const teacher = await visit(`${url}/?name=Ms%20Noether&teacher`);
  await teacher.getByRole('button', { name: 'Enter the stage' }).click();
  await teacher.getByRole('button', { name: 'Leave the stage' }).waitFor();
  await teacher.getByRole('button', { name: 'Begin the lesson' }).click();
  const pupil = await visit(`${url}/?name=Lin`);
  await untilPlaying(pupil, '.proscenium-player');
  await teacher.getByLabel('Question').fill('Is it prime?');
  await teacher.getByLabel('Answers').fill('Yes, No');
  await teacher.getByRole('button', { name: 'Ask the class' }).click();
  await pupil.getByRole('button', { name: 'Yes: 0' }).click();
  await teacher.getByRole('button', { name: 'Yes: 1' }).waitFor();
  await teacher.getByRole('button', { name: 'Close' }).click();
  await pupil.getByRole('button', { name: 'Yes: 1', disabled: true }).waitFor();
  await teacher.getByRole('button', { name: 'End the lesson' }).click();
}, 240_000);

test('two hosts: they see each other, one of them goes live, everybody else watches', async () => {
  const showId = await newShow('public');
  const url = await open('two-hosts', showId);
  const hosts = await Promise.all(['first-host', 'second-host'].map((host) => visit(`${url}/?key=${host}`)));
  for (const host of hosts) await host.getByRole('button', { name: 'Enter the stage' }).click();
  for (const host of hosts) await untilPlaying(host, '.proscenium-stage video');
  await hosts[0]?.getByRole('button', { name: 'Go live' }).click();
  const viewer = await visit(url);
  await untilPlaying(viewer, '.proscenium-player');
  await show.owner.post(`/shows/${showId}/end`);
}, 240_000);
