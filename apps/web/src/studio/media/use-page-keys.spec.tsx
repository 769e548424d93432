/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { act, fireEvent } from '@testing-library/react';
import type { MediaItem } from '#client';
import type { Layout } from '#protocol';
import { aProgramme, FakeConnection } from '../../../testing/fake-connection.js';
import { renderInPage } from '../../../testing/render.js';
import { api } from '../../ui/api.js';
import { useObserved } from '../../ui/use-observed.js';
import { Composer } from '../scenes/composer.js';
import { usePageKeys } from './use-page-keys.js';

const page = (id: string) => ({ id, url: `/${id}.png` });
const slides = (id: string, ...pages: string[]) =>
  ({ id, kind: 'slides', name: id, pages: pages.map(page) }) as unknown as MediaItem;

const { layout: LAYOUT } = aProgramme();
const showing = (assetId: string | null) =>
  aProgramme({ layout: { ...LAYOUT, media: assetId === null ? null : { assetId } } });

function Keys({ connection, composer }: { connection: FakeConnection; composer: Composer }) {
  const { session } = useObserved(connection.state);
  useObserved(composer.state);
  usePageKeys('show_1', session ? composer.edited(session.programme) : undefined, composer);
  return null;
}

async function open(assetId: string | null, ...items: MediaItem[]) {
  const asked = jest.spyOn(api, 'media').mockResolvedValue(items);
  const connection = new FakeConnection({ role: 'host', programme: showing(assetId) });
  const answers: (() => void)[] = [];
  connection.answer('programme.set-layout', () => new Promise<void>((resolve) => answers.push(resolve)));
  const composer = new Composer(connection.asConnection);
  await renderInPage(<Keys connection={connection} composer={composer} />);
  const press = (key: string) => act(async () => void fireEvent.keyDown(document.body, { key }));
  const turned = () =>
    connection.requests.map(({ data }) => (data as { layout: Layout }).layout.media?.assetId);
  const become = (id: string | null) => {
    const { session } = connection.state.value;
    return act(async () =>
      connection.state.patch({ session: session && { ...session, programme: showing(id) } }),
    );
  };
  return { asked, press, turned, become, answers, composer };
}

afterEach(() => {
  document.body.replaceChildren();
  jest.restoreAllMocks();
});

test('the slides that are shown are turned with no panel open', async () => {
  const { press, turned, become, answers } = await open(
    'b1',
    slides('a', 'a1', 'a2'),
    slides('b', 'b1', 'b2'),
  );
  await press('PageUp');
  expect(turned()).toEqual([]);
  await press('PageDown');
  await become('b2');
  await act(async () => answers[0]?.());
  await press('PageDown');
  await press('PageUp');
  expect(turned()).toEqual(['b2', 'b1']);
});

test('two presses in quick succession turn two pages', async () => {
  const { press, turned } = await open('a1', slides('a', 'a1', 'a2', 'a3'));
  await press('PageDown');
  await press('PageDown');
  expect(turned()).toEqual(['a2', 'a3']);
});

test('a press before the programme is known to show the slides turns them', async () => {
  const { press, turned, composer, asked } = await open(null, slides('a', 'a1', 'a2'));
  expect(asked).not.toHaveBeenCalled();
  await act(async () => composer.setLayout({ ...LAYOUT, media: { assetId: 'a1' } }));
  await press('PageDown');
  expect(turned()).toEqual(['a1', 'a2']);
});

test('slides that another host added are found', async () => {
  const { press, turned, become, asked } = await open('a1', slides('a', 'a1', 'a2'));
  asked.mockResolvedValue([slides('a', 'a1', 'a2'), slides('new', 'n1', 'n2')]);
  await become('n1');
  await press('PageDown');
  expect(turned()).toEqual(['n2']);
});
