/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { act } from '@testing-library/react';
import type { ProgrammeView } from '#protocol';
import { aShow } from '../../testing/a-show.js';
import { aProgramme, FakeConnection } from '../../testing/fake-connection.js';
import { renderInPage } from '../../testing/render.js';
import { api } from '../ui/api.js';
import { AirButtons } from './air-buttons.js';

const SHOW = aShow();
const BUTTONS = ['Go live', 'Starting…', 'Cancel', 'End show'];

async function open(programme: Partial<ProgrammeView>) {
  jest.spyOn(api, 'show').mockResolvedValue(SHOW);
  const connection = new FakeConnection({ role: 'host' });
  connection.answer('programme.go-live', () => new Promise(() => undefined));
  const page = await renderInPage(
    <AirButtons connection={connection.asConnection} showId={SHOW.id} programme={aProgramme(programme)} />,
  );
  const offers = () => BUTTONS.filter((name) => page.screen.queryByRole('button', { name }) !== null);
  return { connection, offers, ...page };
}

afterEach(() => {
  document.body.replaceChildren();
  jest.useRealTimers();
  jest.restoreAllMocks();
});

test.each<[string, Partial<ProgrammeView>, string[]]>([
  ['not on air', { state: 'idle', liveSinceWallMs: null }, ['Go live']],
  ['being started', { state: 'starting', liveSinceWallMs: null }, ['Starting…', 'Cancel']],
  ['on air', { state: 'live', liveSinceWallMs: 0 }, ['End show']],
  ['interrupted', { state: 'starting', liveSinceWallMs: 0 }, ['Go live', 'End show']],
  ['over', { state: 'ended', liveSinceWallMs: 0 }, []],
])('a host of a show that is %s', async (_, programme, offered) => {
  const { offers } = await open(programme);
  expect(offers()).toEqual(offered);
});

test('a start by another host is given up with one press', async () => {
  const { connection, user, screen } = await open({ state: 'starting', liveSinceWallMs: null });
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(connection.requests.map(({ name }) => name)).toContain('programme.cancel-start');
});

test('a show that was on air is started again at once, which is not given up', async () => {
  jest.useFakeTimers();
  const { screen, offers } = await open({ state: 'starting', liveSinceWallMs: 0 });
  await act(async () => screen.getByRole('button', { name: 'Go live' }).click());
  for (let left = 3; left > 0; left -= 1) await act(async () => jest.advanceTimersByTime(1_000));
  expect(offers()).toEqual(['Starting…', 'End show']);
});
