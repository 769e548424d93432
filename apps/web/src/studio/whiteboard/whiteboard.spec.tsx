/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { act, fireEvent } from '@testing-library/react';
import { Observed, type StageState } from '#client';
import type { Role } from '#protocol';
import { FakeConnection } from '../../../testing/fake-connection.js';
import { renderInPage } from '../../../testing/render.js';
import type { Locale } from '../../i18n/locale.js';
import type { OwnTracks } from '../use-own-tracks.js';
import { parseShape } from './shape.js';
import { Whiteboard } from './whiteboard.js';

async function open(role: Role = 'host', locale: Locale = 'en') {
  const connection = new FakeConnection({ role });
  connection.answer('shared.get', () => ({ stateId: 'one', entries: [], isComplete: true }));
  const state = new Observed({ phase: 'on', participantId: 'prt_me' } as unknown as StageState);
  const own = { screen: null, toggleScreen: jest.fn(), shareTrack: jest.fn() } as unknown as OwnTracks;
  const page = await renderInPage(
    <Whiteboard
      connection={connection.asConnection}
      stage={{ state } as never}
      own={own}
      open
      onClose={() => undefined}
    />,
    locale,
  );
  return { connection, own, ...page };
}

/** What was sent, as shapes, with what is sent at most a tenth of a second later. */
async function drawn(connection: FakeConnection) {
  await act(() => jest.advanceTimersByTimeAsync(200));
  return connection.requests
    .filter(({ name }) => name === 'shared.change')
    .flatMap(({ data }) => (data as { changes: { value: string | null }[] }).changes)
    .map(({ value }) => (value === null ? null : parseShape(value)));
}

const surface = () => document.querySelector('.board-hands') as HTMLElement;
/** By its label: roles of a whole dialog take jsdom a second each. */
const labelled = (name: string) => [...document.querySelectorAll(`[aria-label="${name}"]`)].at(-1);
/** A real click waits for a timer of its own. */
const press = async (name: string) => {
  const found =
    labelled(name) ??
    [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name);
  if (!found) throw new Error(`no ${name}`);
  await act(async () => fireEvent.click(found));
};

beforeEach(() => {
  // jsdom draws nothing.
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
  HTMLElement.prototype.setPointerCapture = () => undefined;
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
  document.body.replaceChildren();
});

test('the keys draw: the space bar puts the pen down, the arrows move it', async () => {
  const { connection } = await open();
  const key = (name: string, shiftKey = false) =>
    act(async () => fireEvent.keyDown(surface(), { key: name, shiftKey }));
  await key(' ');
  await key('ArrowRight', true);
  await key('ArrowDown');
  await key(' ');
  const [stroke] = await drawn(connection);
  expect(stroke).toMatchObject({
    kind: 'pen',
    points: [
      { x: 800, y: 450 },
      { x: 850, y: 450 },
      { x: 850, y: 460 },
    ],
  });
});

test('colour, width and tool are chosen, and text is put where it is pressed', async () => {
  const { connection } = await open();
  await press('Red');
  await press('Thick');
  await press('Text');
  await act(async () =>
    fireEvent.change(labelled('Text to place on the board') as Element, { target: { value: 'Welcome' } }),
  );
  await act(async () => fireEvent.keyDown(surface(), { key: 'Enter' }));
  expect(await drawn(connection)).toEqual([
    { kind: 'text', colour: 1, width: 2, points: [{ x: 800, y: 450 }], text: 'Welcome' },
  ]);
});

test('what was drawn last is taken back, by button and by keys', async () => {
  const { connection } = await open();
  for (const undo of [
    () => press('Undo'),
    () => act(async () => fireEvent.keyDown(surface(), { key: 'z', ctrlKey: true })),
  ]) {
    await act(async () => {
      fireEvent.keyDown(surface(), { key: ' ' });
      fireEvent.keyDown(surface(), { key: ' ' });
    });
    await drawn(connection);
    await undo();
    expect((await drawn(connection)).at(-1)).toBeNull();
  }
});

test('a host clears it after a question; a guest cannot', async () => {
  const { connection, unmount } = await open();
  await press('Clear whiteboard');
  expect(connection.countOf('shared.clear')).toBe(0);
  await press('Clear whiteboard');
  expect(connection.countOf('shared.clear')).toBe(1);
  unmount();
  await open('guest');
  expect([labelled('Undo') !== undefined, labelled('Clear whiteboard')]).toEqual([true, undefined]);
});

test('in Korean', async () => {
  await open('guest', 'ko');
  expect(document.querySelector('[role="dialog"]')?.textContent).toContain('화이트보드');
  expect(labelled('지우개')).toBeDefined();
});
