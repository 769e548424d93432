// Real here: Firefox with the project's own client, its camera, sockets, signaling, the stage and its media worker. Made up: the programme.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Lifetime } from '#kernel';
import { type FirefoxPage, FirefoxUnderTest } from '../support/engines/firefox.js';
import { SignalLog } from '../support/kernel/signal-log.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { countOpenChannels, keepDataChannels } from '../support/page/data-channels.js';
import { clientBundle } from '../support/stage/stage-client-bundle.js';
import { StageServer } from '../support/stage/stage-server.js';

const SOON_MS = 30_000;
/** The page's and the server's. */
const BOTH_CHANNELS = 2;

interface Client {
  Connection: {
    open(options: object): Promise<{ request(name: string, ...rest: unknown[]): Promise<unknown> }>;
  };
  StageClient: {
    join(
      connection: unknown,
      tracks: object,
    ): Promise<{
      prepareCaptions(): void;
      caption(line: object): Promise<void>;
      publish(source: string, track: unknown): Promise<void>;
      unpublish(source: string): Promise<void>;
    }>;
  };
}

/** What the page keeps for this test. */
interface Scope {
  prosceniumClient: Client;
  stage: Awaited<ReturnType<Client['StageClient']['join']>>;
  camera: unknown;
  requested: string[];
  navigator: {
    mediaDevices: {
      getUserMedia(wanted: object): Promise<{ getVideoTracks(): unknown[]; getAudioTracks(): unknown[] }>;
    };
  };
}

let lifetime: Lifetime;
let server: StageServer;
let firefox: FirefoxPage;
let taken: SignalLog<string>;

beforeEach(async () => {
  lifetime = new Lifetime();
  taken = new SignalLog();
  server = await StageServer.create({ caption: async (_caller, { text }) => taken.push(text) });
  lifetime.adopt(() => server.close());
  const browser = await FirefoxUnderTest.launch();
  lifetime.adopt(() => browser.close());
  firefox = await browser.open(await pageOfTheClient(), keepDataChannels);
}, 90_000);
afterEach(() => lifetime.close('the test is over'), 30_000);

async function pageOfTheClient(): Promise<string> {
  const script = (await clientBundle()).replaceAll('</script', '<\\/script');
  const pages = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><body><script>${script}</script>`);
  }).listen(0, '127.0.0.1');
  await once(pages, 'listening');
  lifetime.adopt(async () => {
    pages.closeAllConnections();
    pages.close();
  });
  return `http://127.0.0.1:${(pages.address() as AddressInfo).port}/`;
}

/** A host with a camera and a microphone. */
const enter = (): Promise<void> =>
  firefox.page.evaluate(async (origin) => {
    const scope = globalThis as unknown as Scope;
    const { Connection, StageClient } = scope.prosceniumClient;
    const connection = await Connection.open({ ticket: 'host:ann', origin });
    scope.requested = [];
    const request = connection.request.bind(connection);
    connection.request = (name, ...rest) => {
      scope.requested.push(name);
      return request(name, ...rest);
    };
    const media = await scope.navigator.mediaDevices.getUserMedia({ video: true, audio: true });
    [scope.camera] = media.getVideoTracks();
    const [microphone] = media.getAudioTracks();
    scope.stage = await StageClient.join(connection, {
      camera: { track: scope.camera },
      microphone: { track: microphone },
    });
  }, server.url);

const prepare = () => firefox.page.evaluate(() => (globalThis as unknown as Scope).stage.prepareCaptions());
/** `ok`, or the code of the refusal. */
const say = (text: string): Promise<string> =>
  firefox.page.evaluate(
    (said) =>
      (globalThis as unknown as Scope).stage.caption({ language: 'en', text: said }).then(
        () => 'ok',
        ({ code }: { code: string }) => code,
      ),
    text,
  );
const linesOverSocket = (): Promise<number> =>
  firefox.page.evaluate(
    () => (globalThis as unknown as Scope).requested.filter((name) => name === 'programme.caption').length,
  );
const republish = () =>
  firefox.page.evaluate(async () => {
    const { stage, camera } = globalThis as unknown as Scope;
    await stage.unpublish('camera');
    await stage.publish('camera', camera);
  });
const person = () => server.stages.find('show_1')?.getPerson('ann');
const flows = () =>
  waitFor('the camera to flow', SOON_MS, () =>
    person()
      ?.findTrack('camera')
      ?.producer.score.some(({ score }) => score > 0),
  );

test('a host whose media comes from Firefox types over the data channel, and media goes on', async () => {
  await enter();
  await flows();
  await prepare();
  await waitFor(
    'both channels',
    SOON_MS,
    async () => (await firefox.page.evaluate(countOpenChannels)) === BOTH_CHANNELS,
  );
  expect(await say('Good evening')).toBe('ok');
  expect(await say('x'.repeat(501))).toBe('bad-message');
  await republish();
  await flows();
  expect([taken.all, await linesOverSocket(), firefox.complaints]).toEqual([['Good evening'], 0, []]);
}, 120_000);
