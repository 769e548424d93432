/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { act } from '@testing-library/react';
import { Observed, type Scene, type StageClient } from '#client';
import type { Layout, Overlays } from '#protocol';
import { aProgramme, FakeConnection } from '../../../testing/fake-connection.js';
import { renderInPage } from '../../../testing/render.js';
import { api } from '../../ui/api.js';
import type { StudioPanelProps } from '../studio-panel.js';
import { Composer } from './composer.js';
import { SceneList } from './scene-list.js';
import { ScenesPanel } from './scenes-panel.js';

const LAYOUT: Layout = {
  kind: 'grid',
  pinned: null,
  order: [{ participantId: 'per_ada', source: 'camera' }],
  hidden: [],
  fit: 'cover',
  gapPx: 12,
  background: { colour: '#10141c' },
  glideMs: 250,
  labels: true,
  media: { assetId: 'pic_1.png' },
};
const OVERLAYS: Overlays = {
  titleBar: { title: 'Welcome', subtitle: '' },
  ...{ ticker: null, logo: null, countdown: null, frame: null },
  accent: '#ff4d5e',
  font: 'sans',
  language: 'en',
};
const ADA = {
  ...{ participantId: 'part_7', personId: 'per_ada', name: 'Ada', role: 'host' },
  ...{ onStage: true, connected: true, tracks: [] },
};
const aScene = (fields: Partial<Scene> = {}): Scene => ({
  ...{ id: 'scene_1', name: 'Opening', position: 1, createdAt: '2026-01-01T00:00:00.000Z' },
  content: { layout: LAYOUT, overlays: OVERLAYS },
  ...fields,
});

async function show(scenes: Scene[]) {
  jest.spyOn(api, 'scenes').mockResolvedValue(scenes);
  const programme = aProgramme({ layout: { ...LAYOUT, order: [] }, overlays: OVERLAYS, sceneId: null });
  const connection = new FakeConnection({ role: 'host', programme });
  const state = new Observed({ participantId: 'part_7', roster: { participants: [ADA], levels: new Map() } });
  const stage = { state } as unknown as StageClient;
  const composer = new Composer(connection.asConnection);
  const list = new SceneList({ showId: 'show_1', stage, composer });
  await list.load();
  const props = { showId: 'show_1', stageSession: { stage }, programme, composer, scenes: list };
  const page = await renderInPage(<ScenesPanel {...(props as unknown as StudioPanelProps)} />);
  const shown = () => connection.requests.filter(({ name }) => name === 'programme.set-scene');
  return { ...page, composer, shown };
}

afterEach(() => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
});

test('a scene is shown with one message, its people in their places, by the chosen transition', async () => {
  const { user, screen, shown } = await show([aScene()]);
  await user.click(screen.getByRole('button', { name: 'Slide' }));
  await user.click(screen.getByRole('button', { name: 'Show scene: Opening' }));
  expect(shown().map(({ data }) => data)).toEqual([
    {
      layout: { ...LAYOUT, order: [{ participantId: 'part_7', source: 'camera' }] },
      overlays: OVERLAYS,
      transition: { kind: 'slide', durationMs: 500 },
      sceneId: 'scene_1',
    },
  ]);
});

test('with a preview nothing is sent before it is taken', async () => {
  const { user, screen, composer, shown } = await show([aScene()]);
  await user.click(screen.getByRole('switch', { name: 'Preview changes first' }));
  await user.click(screen.getByRole('button', { name: 'Show scene: Opening' }));
  act(() => composer.setOverlays({ ...OVERLAYS, titleBar: null }));
  expect(shown()).toEqual([]);
  await act(async () => composer.take());
  expect(shown()).toHaveLength(1);
  expect(shown()[0]?.data).toMatchObject({ sceneId: 'scene_1', overlays: { titleBar: null } });
});

test('the canvas is kept under a name, people by who they are', async () => {
  const create = jest.spyOn(api, 'createScene').mockResolvedValue(aScene());
  const { user, screen } = await show([]);
  expect(screen.getByText('No scenes yet')).toBeDefined();
  await user.type(screen.getByLabelText('New scene from the canvas'), 'Interview{Enter}');
  expect(create).toHaveBeenCalledWith(
    'show_1',
    { name: 'Interview', content: { layout: { ...LAYOUT, order: [] }, overlays: OVERLAYS } },
    undefined,
  );
});

test('a scene is deleted when that was confirmed', async () => {
  const remove = jest.spyOn(api, 'removeScene').mockResolvedValue(undefined);
  const { user, screen } = await show([aScene()]);
  await user.click(screen.getByRole('button', { name: 'Actions for scene Opening' }));
  await user.click(screen.getByRole('menuitem', { name: 'Delete scene' }));
  await user.click(screen.getByRole('button', { name: 'Delete scene' }));
  expect(remove).toHaveBeenCalledWith('show_1', 'scene_1', undefined);
});
