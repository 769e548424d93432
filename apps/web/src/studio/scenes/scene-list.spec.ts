/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { act } from '@testing-library/react';
import { Observed, type Scene, type StageClient } from '#client';
import type { ProgrammeView } from '#protocol';
import { aProgramme, FakeConnection } from '../../../testing/fake-connection.js';
import { renderInPage } from '../../../testing/render.js';
import { api } from '../../ui/api.js';
import { Composer } from './composer.js';
import { SceneList } from './scene-list.js';

const LAYOUT = { kind: 'grid', pinned: null, order: [], hidden: [] } as unknown as ProgrammeView['layout'];
const PROGRAMME = aProgramme({ layout: LAYOUT });
let kept: Scene[];

const aScene = (id: string, position: number): Scene => ({
  ...{ id, name: id, position, createdAt: '2026-01-01T00:00:00.000Z' },
  content: { layout: PROGRAMME.layout, overlays: PROGRAMME.overlays },
});
const inOrder = () => kept.toSorted((a, b) => a.position - b.position || a.id.localeCompare(b.id));
const namesOf = (all: readonly Scene[] | undefined) => all?.map(({ name }) => name).join(' ');

/** The server's scenes, which both hosts change. */
function serve(...scenes: Scene[]): void {
  kept = scenes;
  jest.spyOn(api, 'scenes').mockImplementation(async () => inOrder());
  jest.spyOn(api, 'changeScene').mockImplementation(async (_show, id, patch) => {
    const found = kept.find((each) => each.id === id);
    if (!found) throw Object.assign(new Error('gone'), { code: 'scene-not-found' });
    const changed = { ...found, ...patch } as Scene;
    kept = kept.map((each) => (each.id === id ? changed : each));
    return changed;
  });
}

async function aHost(): Promise<SceneList> {
  const stage = { state: new Observed({ roster: { participants: [] } }) } as unknown as StageClient;
  const composer = new Composer(new FakeConnection({ role: 'host' }).asConnection);
  const list = new SceneList({ showId: 'show_1', stage, composer });
  await list.load();
  return list;
}
const scene = (list: SceneList, name: string) =>
  list.state.value.scenes?.find((each) => each.name === name) as Scene;
/** The server has answered, and the list was loaded again. */
const settle = () => act(() => new Promise<void>((resolve) => setTimeout(resolve, 0)));

afterEach(() => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
});

test('what another host deleted is not changed: its list is loaded again, and no other scene is touched', async () => {
  serve(aScene('a', 1), aScene('b', 2), aScene('c', 3));
  const { screen } = await renderInPage(null);
  const [one, other] = [await aHost(), await aHost()];
  kept = kept.filter(({ id }) => id !== 'b');
  await one.load();
  other.update(scene(other, 'b'), PROGRAMME);
  other.rename(scene(other, 'b'), 'Break');
  await settle();
  expect(screen.getAllByText('This scene was deleted already.')).toHaveLength(2);
  expect(namesOf(other.state.value.scenes)).toBe('a c');
  expect(namesOf(inOrder())).toBe('a c');
});

test('two hosts who change one scene each keep what the other changed of it', async () => {
  serve(aScene('a', 1), aScene('b', 2));
  const [one, other] = [await aHost(), await aHost()];
  one.rename(scene(one, 'a'), 'Opening');
  other.move(scene(other, 'a'), 1);
  await settle();
  expect(namesOf(inOrder())).toBe('b Opening');
  expect(namesOf(other.state.value.scenes)).toBe('b Opening');
});

test('scenes that two hosts moved at once can be moved again', async () => {
  // Each swapped one of these with a neighbour, from the list as it was before the other did.
  serve(aScene('a', 2), aScene('b', 2), aScene('c', 3));
  const host = await aHost();
  host.move(scene(host, 'a'), 1);
  await settle();
  expect(namesOf(host.state.value.scenes)).toBe('b a c');
  host.move(scene(host, 'c'), -1);
  await settle();
  expect(namesOf(host.state.value.scenes)).toBe('b c a');
  expect(new Set(kept.map(({ position }) => position)).size).toBe(3);
});

test('neighbours change their positions, and no other scene is written', async () => {
  serve(aScene('a', 1), aScene('b', 4), aScene('c', 9));
  const host = await aHost();
  host.move(scene(host, 'c'), -1);
  await settle();
  expect(kept.map(({ id, position }) => `${id}${position}`)).toEqual(['a1', 'b9', 'c4']);
  expect(api.changeScene).toHaveBeenCalledTimes(2);
  host.move(scene(host, 'a'), -1);
  await settle();
  expect(api.changeScene).toHaveBeenCalledTimes(2);
});
