import { expect, test } from '@jest/globals';
import type { Layout } from '#protocol';
import { aProgramme, FakeConnection } from '../../../testing/fake-connection.js';
import { Composer } from './composer.js';

const PROGRAMME = aProgramme();
const laidOut = (kind: Layout['kind']): Layout => ({ ...PROGRAMME.layout, kind });

function open() {
  const connection = new FakeConnection({ role: 'host' });
  const settled: ((error?: Error) => void)[] = [];
  connection.answer(
    'programme.set-layout',
    () =>
      new Promise<void>((resolve, reject) =>
        settled.push((error) => (error === undefined ? resolve() : reject(error))),
      ),
  );
  const composer = new Composer(connection.asConnection);
  const kind = () => composer.edited(PROGRAMME).layout.kind;
  return { composer, settled, kind };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('a change counts for the controls until its answer comes, whatever that is', async () => {
  const { composer, settled, kind } = open();
  composer.setLayout(laidOut('solo'));
  expect(kind()).toBe('solo');
  settled[0]?.();
  await turn();
  expect(kind()).toBe(PROGRAMME.layout.kind);
});

test('the answer to an earlier change leaves the later one', async () => {
  const { composer, settled, kind } = open();
  composer.setLayout(laidOut('solo'));
  composer.setLayout(laidOut('grid'));
  settled[0]?.();
  await turn();
  expect(kind()).toBe('grid');
  settled[1]?.();
  await turn();
  expect(kind()).toBe(PROGRAMME.layout.kind);
});

test('what is prepared begins with what is on its way, and hides it', () => {
  const { composer, kind } = open();
  composer.setLayout(laidOut('solo'));
  composer.setPreview(true);
  expect(composer.state.value.preview?.layout.kind).toBe('solo');
  composer.setLayout(laidOut('grid'));
  expect(kind()).toBe('grid');
});
