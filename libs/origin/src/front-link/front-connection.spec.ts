import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { type FrameChannel, listenChannels, silentLog, systemClock } from '#kernel';
import { FrontConnection } from './front-connection.js';
import { type DirectoryShow, toFrontSchema } from './messages.js';

const clock = systemClock;
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const showOf = (id: string, state: DirectoryShow['state']): DirectoryShow => ({
  id,
  isPrivate: false,
  state,
  bannedMarks: [],
});

/** A front that keeps what it hears. */
async function listen(path: string) {
  const heard: string[] = [];
  const channels: FrameChannel[] = [];
  let onHeard = (): void => undefined;
  const listener = await listenChannels(
    path,
    (channel) => {
      channels.push(channel);
      channel.events.on('frame', ({ message }) => {
        const said = toFrontSchema.parse(message);
        heard.push(said.kind === 'show' ? `${said.show.id} ${said.show.state}` : said.kind);
        onHeard();
      });
    },
    { clock },
  );
  closers.push(() => listener.close());
  const has = (last: string) =>
    new Promise<void>((resolve) => {
      onHeard = () => heard.at(-1) === last && resolve();
      onHeard();
    });
  return { heard, channels, has, close: () => listener.close() };
}

test('a front that comes late or again hears the whole directory, then what changes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'front-link-'));
  closers.push(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'front.sock');
  const connection = FrontConnection.open({ path, playbackSecret: 'a'.repeat(32), clock, log: silentLog });
  closers.push(() => connection.close());
  connection.set(showOf('one', 'on-air'));
  connection.set(showOf('two', 'waiting'));
  connection.set(showOf('three', 'kept'));
  connection.set(showOf('three', 'gone'));
  const first = await listen(path);
  await first.has('directory-end');
  expect(first.heard).toEqual(['directory', 'one on-air', 'two waiting', 'three gone', 'directory-end']);
  connection.set(showOf('two', 'on-air'));
  connection.set(showOf('one', 'gone'));
  await first.has('one gone');
  await first.close();
  const second = await listen(path);
  await second.has('directory-end');
  expect(second.heard).toEqual(['directory', 'two on-air', 'three gone', 'one gone', 'directory-end']);
  const hello = new Promise((resolve) => connection.events.once('hello', resolve));
  second.channels[0]?.send({ kind: 'hello', port: 3000, showIds: ['old'] });
  expect(await hello).toMatchObject({ port: 3000, showIds: ['old'] });
});
