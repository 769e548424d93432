import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog, systemClock, systemRandom } from '#kernel';
import { temporaryFolder } from '../../../../tests/support/kernel/temporary-folder.js';
import { waitFor } from '../../../../tests/support/kernel/wait-for.js';
import { RecordingStore } from '../recording/recording-store.js';
import { ArchivedRecordings } from './archived-recordings.js';
import { Catalogue } from './catalogue.js';
import { DiskObjects } from './disk-objects.js';
import { RecordingArchive } from './recording-archive.js';
import { RemovedPrefixes } from './removed-prefixes.js';

const SOON_MS = 8_000;
const SHOW = 'show_1';

let folder: ReturnType<typeof temporaryFolder>;
let nodes: Node[];
/** Shows of the site. */
let known: string[];

/** A node as far as its recordings go; all of them have one archive. */
class Node {
  store!: RecordingStore;
  archive!: RecordingArchive;
  elsewhere!: ArchivedRecordings;
  /** Entries that it wrote into the catalogue. */
  noted = 0;
  /** How often it wanted to know which shows the site has. */
  asked = 0;

  constructor(readonly name: string) {}

  static async open(name: string): Promise<Node> {
    const node = new Node(name);
    nodes.push(node);
    await node.start();
    return node;
  }

  async start(): Promise<void> {
    const clock = { ...systemClock, every: () => () => undefined };
    const objects = new DiskObjects(join(folder.path, 'there'));
    const put = objects.putBytes.bind(objects);
    objects.putBytes = (...args) => {
      this.noted += 1;
      return put(...args);
    };
    const common = { objects, clock, log: silentLog };
    this.store = await RecordingStore.open({ root: this.root, clock, log: silentLog });
    const removed = await RemovedPrefixes.open(join(folder.path, `${this.name}-removed.json`));
    const catalogue = new Catalogue({ ...common, holder: this.name });
    const { store } = this;
    this.archive = new RecordingArchive({ ...common, store, removed, catalogue, random: systemRandom });
    this.elsewhere = new ArchivedRecordings({
      ...{ catalogue, archive: this.archive, store, clock, log: silentLog },
      onFound: (found) => {
        this.asked += 1;
        const isKnown = (showId: string) => known.includes(showId);
        void this.elsewhere.judge(
          found.filter(isKnown),
          found.filter((each) => !isKnown(each)),
        );
      },
    });
  }

  get root(): string {
    return join(folder.path, this.name);
  }

  async stop(): Promise<void> {
    this.elsewhere.close();
    await this.archive.close();
  }

  file(id: string, name: string): string {
    return join(this.root, SHOW, id, name);
  }

  async record(content = 'media'): Promise<string> {
    const { id } = await this.store.create(SHOW);
    writeFileSync(this.file(id, 'programme.mp4'), content);
    await this.store.change(id, { state: 'ready', bytes: 5 });
    await waitFor('it to be noted', SOON_MS, () => existsSync(entryOf(id)));
    return id;
  }

  /** Until a review finds that it is so. */
  until<T>(what: string, look: () => T | undefined | false): Promise<T> {
    return waitFor(`${what} at ${this.name}`, SOON_MS, async () => {
      await this.elsewhere.review();
      return look();
    });
  }

  isLocal(id: string): boolean | undefined {
    return this.store.find(id)?.archive?.isLocal;
  }
}

const entryOf = (id: string) => join(folder.path, 'there', 'catalogue', SHOW, `${id}.json`);
const copyOf = (id: string) => join(folder.path, 'there', SHOW, id);

beforeEach(() => {
  folder = temporaryFolder();
  [nodes, known] = [[], [SHOW]];
});
afterEach(async () => {
  for (const node of nodes) await node.stop();
  folder.remove();
});

test('what one node recorded is known at another one, also when the first is gone for good', async () => {
  const first = await Node.open('first');
  const id = await first.record();
  await first.stop();
  const second = await Node.open('second');
  await second.until('the recording', () => second.isLocal(id) === false);
  expect(second.store.find(id)).toMatchObject({ state: 'ready', bytes: 5 });
  await second.archive.restore(id);
  expect(readFileSync(second.file(id, 'programme.mp4'), 'utf8')).toBe('media');
});

test('recordings of shows that the site does not have are left alone', async () => {
  const first = await Node.open('first');
  const id = await first.record();
  known = [];
  const second = await Node.open('second');
  for (let round = 0; round < 3; round += 1) await second.elsewhere.review();
  expect([second.store.all, existsSync(copyOf(id)), second.asked]).toEqual([[], true, 1]);
});

test('what was changed at one node is so at the others, which then say nothing more', async () => {
  const [first, second] = [await Node.open('first'), await Node.open('second')];
  const id = await first.record();
  await second.until('the recording', () => second.isLocal(id) === false);
  await second.archive.restore(id);
  writeFileSync(second.file(id, 'programme.mp4'), 'trimmed');
  await second.store.change(id, { edits: 1, bytes: 7 });
  await first.until('the change', () => first.store.find(id)?.edits === 1);
  expect([first.isLocal(id), existsSync(first.file(id, 'programme.mp4'))]).toEqual([false, false]);
  await first.archive.restore(id);
  expect(readFileSync(first.file(id, 'programme.mp4'), 'utf8')).toBe('trimmed');
  const said = () => [first.noted, second.noted];
  const before = said();
  for (let round = 0; round < 3; round += 1)
    for (const { elsewhere } of [first, second]) await elsewhere.review();
  expect([said(), second.isLocal(id)]).toEqual([before, true]);
});

test('what is deleted at one node goes at all of them, and at one that was away', async () => {
  const [first, second] = [await Node.open('first'), await Node.open('second')];
  const id = await first.record();
  await second.until('the recording', () => second.isLocal(id) === false);
  await first.stop();
  await second.store.remove(id);
  await waitFor('the copy to go', SOON_MS, () => !existsSync(copyOf(id)));
  await first.start();
  expect(first.isLocal(id)).toBe(true);
  await first.until('the end of it', () => first.store.find(id) === undefined);
  expect([existsSync(first.file(id, 'programme.mp4')), readdirSync(second.root)]).toEqual([false, [SHOW]]);
  await second.elsewhere.review();
  expect(second.store.all).toEqual([]);
});

test('a node that was away takes over what was changed meanwhile', async () => {
  const [first, second] = [await Node.open('first'), await Node.open('second')];
  const id = await first.record();
  await second.until('the recording', () => second.isLocal(id) === false);
  await first.stop();
  await second.archive.restore(id);
  writeFileSync(second.file(id, 'programme.mp4'), 'trimmed');
  const entry = readFileSync(entryOf(id), 'utf8');
  await second.store.change(id, { edits: 1 });
  await waitFor('the change to be noted', SOON_MS, () => readFileSync(entryOf(id), 'utf8') !== entry);
  await first.start();
  await first.until('the change', () => first.store.find(id)?.edits === 1);
});

test('an entry that cannot be read, or that names another recording, is none', async () => {
  const [first, second] = [await Node.open('first'), await Node.open('second')];
  const id = await first.record();
  writeFileSync(entryOf(id), readFileSync(entryOf(id), 'utf8').replaceAll(id, 'rec_other'));
  await second.elsewhere.review();
  writeFileSync(entryOf(id), '{');
  await second.elsewhere.review();
  expect(second.store.all).toEqual([]);
});

test('an entry that is too large holds up none that are listed after it', async () => {
  const [first, second] = [await Node.open('first'), await Node.open('second')];
  const [low = '', high = ''] = [await first.record(), await first.record()].sort();
  writeFileSync(entryOf(low), Buffer.alloc(1024 ** 2 + 1, ' '));
  await second.until('the other one', () => second.isLocal(high) === false);
  expect(second.store.find(low)).toBeUndefined();
});
