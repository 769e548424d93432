import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';
import { type NpmOptions, NpmUnderTest } from '../support/processes/npm-under-test.js';

/** The exit code that means: mend the configuration, starting again as it is will not help. */
const REFUSED = 2;

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function npm(options: NpmOptions = {}): Promise<NpmUnderTest> {
  const started = await NpmUnderTest.start(options);
  closers.push(() => started.dispose());
  return started;
}

function folder(): string {
  const made = temporaryFolder();
  closers.push(() => made.remove());
  return made.path;
}

test.each([
  ['SIGTERM to npm', (server: NpmUnderTest) => server.signal('SIGTERM')],
  ['Ctrl-C in the terminal', (server: NpmUnderTest) => server.pressCtrlC()],
])('%s ends everything and leaves nothing', async (_name, end) => {
  const server = await npm();
  await server.ready();
  expect(server.processes.some(({ command }) => command.includes('mediasoup-worker'))).toBe(true);
  end(server);
  expect(await server.exited).toMatchObject({ code: 0 });
  await server.gone();
  expect(server.temporaryFiles).toEqual([]);
  await expect(fetch(`http://127.0.0.1:${server.port}/healthz`)).rejects.toThrow();
});

test('the first start of all: the address is printed when it listens', async () => {
  const server = await npm({ dataDir: folder() });
  await server.ready();
  expect(await server.said(new RegExp(`http://localhost:${server.port}`))).toBeDefined();
});

test('--help lists every setting and starts nothing', async () => {
  const help = await npm({ args: ['start', '--', '--help'] });
  expect(await help.exited).toMatchObject({ code: 0 });
  for (const name of [
    'PORT',
    'DATABASE_URL',
    'PROSCENIUM_ANNOUNCED_ADDRESS',
    'PROSCENIUM_DELIVERY_PROFILE',
  ]) {
    expect(help.output).toContain(name);
  }
  await help.gone();
});

test('a taken port is an error that names the setting', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  closers.push(() => new Promise((resolve) => taken.close(resolve)));
  const { port } = taken.address() as { port: number };
  const server = await npm({ env: { PORT: String(port) } });
  expect((await server.exited).code).toBe(REFUSED);
  expect(server.output).toContain(`Port ${port} on 127.0.0.1 is taken by another program. Set PORT`);
  await server.gone();
});

test('the second one in a data directory says that it is in use, and the first goes on', async () => {
  const first = await npm();
  await first.ready();
  const second = await npm({ dataDir: first.dataDir });
  expect((await second.exited).code).toBe(REFUSED);
  expect(second.output).toMatch(/data directory .* is in use by another Proscenium \(process \d+\)/);
  expect((await fetch(`http://127.0.0.1:${first.port}/readyz`)).status).toBe(200);
});

test('every fault of the configuration is listed at once, without values', async () => {
  const env = {
    PROSCENIUM_PRT: '1',
    PROSCENIUM_TURN_SECRET: 'hunter2',
    PROSCENIUM_DELIVERY_PROFILE: 'quick',
  };
  const server = await npm({ env });
  expect((await server.exited).code).toBe(REFUSED);
  expect(server.output).toContain('PROSCENIUM_PRT is not a setting');
  expect(server.output).toContain('PROSCENIUM_TURN_SECRET must be at least 16 characters');
  expect(server.output).toContain('PROSCENIUM_DELIVERY_PROFILE must be low, ultra or standard');
  expect(server.output).not.toContain('hunter2');
});
