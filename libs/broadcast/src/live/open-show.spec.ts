import { expect, test } from '@jest/globals';
import { silentLog, TypedEvents } from '#kernel';
import type { Stage } from '#stage';
import { firstLayout, firstView } from './first-view.js';
import { OpenShow } from './open-show.js';

const openShow = (isPrivate: boolean) =>
  new OpenShow({
    showId: 'show_1',
    isPrivate,
    stage: { events: new TypedEvents(), participants: [] } as unknown as Stage,
    view: firstView(firstLayout('grid')),
    startRun: () => Promise.reject(new Error('not here')),
    findAsset: () => undefined,
    nowWallMs: () => 0,
    log: silentLog,
  });

test('a show begins with the layout that is kept of it, and follows when that is changed', () => {
  const show = openShow(false);
  expect(show.view.layout.kind).toBe('grid');
  show.keepLayout('spotlight');
  expect(show.view.layout.kind).toBe('spotlight');
});

test('what a host chose in the studio outlives a change of something else', () => {
  const show = openShow(false);
  show.setLayout({ ...show.view.layout, kind: 'solo' });
  show.keepLayout('grid');
  expect(show.view.layout.kind).toBe('solo');
});

test('nobody is told an address before there is something to fetch', () => {
  expect([openShow(false), openShow(true)].map(({ view }) => view.playbackUrl)).toEqual([null, null]);
});
