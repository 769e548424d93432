import { expect, test } from '@jest/globals';
import { silentLog, TypedEvents } from '#kernel';
import type { Stage } from '#stage';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { firstLayout, firstView } from './first-view.js';
import { OpenShow, type OpenShowOptions } from './open-show.js';
import type { ShowRun, ShowRunEvents } from './show-run.js';

const openShow = (isPrivate: boolean, more: Partial<OpenShowOptions> = {}) =>
  new OpenShow({
    showId: 'show_1',
    isPrivate,
    stage: { events: new TypedEvents(), participants: [], tracks: [] } as unknown as Stage,
    phase: 'draft',
    view: firstView(firstLayout('grid')),
    startRun: () => Promise.reject(new Error('not here')),
    findAsset: () => undefined,
    clock: new ManualClock(),
    log: silentLog,
    ...more,
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

test('no address is sent before there is something to fetch', () => {
  expect([openShow(false), openShow(true)].map(({ view }) => view.playbackUrl)).toEqual([null, null]);
});

test('an uploaded logo is drawn on the programme, also on one that starts later', async () => {
  const image = new Uint8Array([1, 2, 3]);
  const drawn: unknown[] = [];
  const run = {
    events: new TypedEvents(),
    packager: {},
    whenPlayable: async () => undefined,
    setLayout: () => undefined,
    setSlate: () => undefined,
    tellPlayers: () => true,
    clockOffsetMs: 0,
    setAudioMix: () => undefined,
    setOverlays: ({ logo }: { logo?: unknown }) => drawn.push(logo),
  };
  const show = openShow(true, {
    findAsset: (id) => (id === 'pic_1.png' ? image : undefined),
    startRun: async () => run as unknown as ShowRun,
  });
  const logo = { assetId: 'pic_1.png', corner: 'top-left', opacity: 1 } as const;
  show.setOverlays({ ...show.view.overlays, logo });
  await show.goLive();
  const { playbackUrl } = show.view;
  show.setOverlays({ ...show.view.overlays, logo: { ...logo, assetId: 'pic_2.png' } });
  expect(drawn).toEqual([{ image, corner: 'top-left' }, undefined]);
  // What is sent to all has no address of a private show.
  expect([show.isPlayable, playbackUrl]).toEqual([true, null]);
});

test('a run that fails before the show can be played is an error that says so', async () => {
  const run = {
    events: new TypedEvents<ShowRunEvents>(),
    whenPlayable: () => new Promise<void>(() => run.events.emit('failed', { reason: 'exit code 1' })),
    setLayout: () => undefined,
    setSlate: () => undefined,
    setAudioMix: () => undefined,
    setOverlays: () => undefined,
    discard: async () => undefined,
  };
  const show = openShow(false, { startRun: async () => run as unknown as ShowRun });
  const notices: unknown[] = [];
  show.events.on('notice', (notice) => notices.push(notice));
  await expect(show.goLive()).rejects.toMatchObject({ code: 'programme-failed', retry: true, status: 503 });
  expect(show.phase).toBe('failed');
  // The answer may be lost, and other hosts get none.
  const reason = { reason: 'programme-failed' };
  expect(notices).toEqual([expect.objectContaining({ code: 'start-failed', values: reason })]);
});

test('a show begins with its intro, once, and ends with its outro when a host wishes so', async () => {
  const shown: unknown[] = [];
  const slates: string[] = [];
  const run = {
    events: new TypedEvents<ShowRunEvents>(),
    packager: {},
    whenPlayable: async () => undefined,
    setLayout: ({ media }: { media?: unknown }) => shown.push(media),
    setSlate: ({ kind }: { kind?: string } = {}) => slates.push(kind ?? 'none'),
    setAudioMix: () => undefined,
    setOverlays: () => undefined,
    addClip: () => undefined,
    tellPlayers: () => true,
    end: async () => undefined,
    clockOffsetMs: 0,
  };
  const clip = { path: '/clip.mp4', video: { width: 640, height: 360 }, hasAudio: true };
  const show = openShow(false, {
    startRun: async () => run as unknown as ShowRun,
    findClip: (id) => ({ id, ...clip }),
    stage: {
      events: new TypedEvents(),
      participants: [],
      tracks: [],
      close: () => undefined,
    } as unknown as Stage,
  });
  show.setBookends({ intro: 'intro', outro: 'outro' });
  await show.goLive();
  expect([show.view.layout.kind, show.view.layout.media?.assetId]).toEqual(['solo', 'intro']);
  // Nobody is on the stage, and viewers see the intro all the same.
  expect(slates).toEqual(['none']);
  run.events.emit('event', { kind: 'clip-ended', clipId: 'intro' });
  expect([show.view.layout.kind, show.view.layout.media]).toEqual(['grid', null]);
  expect(slates).toEqual(['none', 'starting']);
  let isOver = false;
  const then = () => {
    isOver = true;
  };
  expect([show.playOutro(then), show.playOutro(then), show.view.isClosing]).toEqual([true, false, true]);
  expect(slates.at(-1)).toBe('none');
  run.events.emit('event', { kind: 'clip-ended', clipId: 'outro' });
  expect([isOver, show.view.layout.media?.assetId]).toEqual([true, 'outro']);
  await show.end();
  expect([show.phase, show.playOutro(then)]).toEqual(['ended', false]);
});

test('an outro that a server before this one began goes on, and ends the show', async () => {
  const acts: unknown[] = [];
  const run = {
    events: new TypedEvents<ShowRunEvents>(),
    whenPlayable: async () => undefined,
    setLayout: () => undefined,
    setSlate: () => undefined,
    setAudioMix: () => undefined,
    setOverlays: () => undefined,
    addClip: () => undefined,
    actOnClip: (...act: unknown[]) => acts.push(act),
    tellPlayers: () => true,
    clockOffsetMs: 0,
  };
  const clip = { path: '/clip.mp4', video: { width: 640, height: 360 }, hasAudio: true };
  const show = openShow(false, {
    phase: 'interrupted',
    startRun: async () => run as unknown as ShowRun,
    findClip: (id) => ({ id, ...clip }),
  });
  expect(show.resumeOutro(0, () => undefined)).toBe(false);
  show.setBookends({ intro: 'intro', outro: 'outro' });
  let isOver = false;
  const then = () => {
    isOver = true;
  };
  expect([show.resumeOutro(5_000, then), show.view.layout.media?.assetId]).toEqual([true, 'outro']);
  await show.goLive();
  // It may have ended while no server was there.
  expect(acts).toEqual([['outro', 'play']]);
  run.events.emit('event', { kind: 'clip-ended', clipId: 'outro' });
  expect(isOver).toBe(true);
});

test('a show that could not be started begins with its intro again, and gives the canvas back after it', async () => {
  const run = {
    events: new TypedEvents<ShowRunEvents>(),
    whenPlayable: async () => undefined,
    setLayout: () => undefined,
    setSlate: () => undefined,
    setAudioMix: () => undefined,
    setOverlays: () => undefined,
    addClip: () => undefined,
    tellPlayers: () => true,
    clockOffsetMs: 0,
  };
  let isFull = true;
  const clip = { path: '/clip.mp4', video: { width: 640, height: 360 }, hasAudio: true };
  const show = openShow(false, {
    startRun: async () => {
      if (isFull) throw new Error('no room');
      return run as unknown as ShowRun;
    },
    findClip: (id) => ({ id, ...clip }),
  });
  show.setBookends({ intro: 'intro', outro: null });
  await expect(show.goLive()).rejects.toThrow('no room');
  expect([show.phase, show.view.layout.kind, show.view.layout.media]).toEqual(['failed', 'grid', null]);
  isFull = false;
  await show.goLive();
  run.events.emit('event', { kind: 'clip-ended', clipId: 'intro' });
  expect([show.view.layout.kind, show.view.layout.media]).toEqual(['grid', null]);
});
