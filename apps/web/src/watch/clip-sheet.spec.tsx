/** @jest-environment jsdom */
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { Clip, Recording, ViewerClient } from '#client';
import { renderInPage } from '../../testing/render.js';
import { api } from '../ui/api.js';
import { ClipSheet, rangeOf } from './clip-sheet.js';

afterEach(() => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
});

const aClip = (fields: Partial<Clip> = {}): Clip => ({
  ...{ id: 'clip_1', recordingId: 'rec_1', title: '', state: 'making', progress: 0.4 },
  ...{ fromSeconds: 0, toSeconds: 30, byName: null, createdAt: '2026-01-01T00:00:00.000Z' },
  ...{ pageUrl: 'https://show.example/watch/show_1/clips/clip_1', mp4Url: null, imageUrl: null },
  ...fields,
});
const viewer = { state: { value: { windowS: 100, behindS: 40 } } } as unknown as ViewerClient;
const recording = { id: 'rec_1', seconds: 90 } as Recording;

describe('what becomes a clip', () => {
  test('while the show is live: the end of what is recorded', () => {
    expect(rangeOf(30, viewer, undefined)).toEqual({ lastSeconds: 30 });
  });

  test('of a recording: what was played last, from its beginning at the earliest', () => {
    expect(rangeOf(30, viewer, recording)).toEqual({ recordingId: 'rec_1', fromSeconds: 30, toSeconds: 60 });
    expect(rangeOf(180, viewer, recording)).toMatchObject({ fromSeconds: 0, toSeconds: 60 });
  });
});

const open = () =>
  renderInPage(<ClipSheet showId="show_1" viewer={viewer} recording={undefined} onClose={() => undefined} />);

test('a clip is made with its title, and its page can be copied while it is made', async () => {
  const create = jest.spyOn(api, 'createClip').mockResolvedValue(aClip());
  const { user, screen } = await open();
  await user.type(screen.getByLabelText('Title (optional)'), 'The goal');
  await user.selectOptions(screen.getByLabelText('Length (seconds)'), '60');
  await user.click(screen.getByRole('button', { name: 'Make clip' }));
  expect(create).toHaveBeenCalledWith('show_1', { lastSeconds: 60, title: 'The goal' }, undefined);
  expect(screen.getByRole('progressbar', { name: 'The clip is being made…' })).toBeDefined();
  expect((screen.getByLabelText('Link') as HTMLInputElement).value).toBe(aClip().pageUrl);
});

test('one that is ready has the way to its page, one that failed says what to do', async () => {
  jest.spyOn(api, 'createClip').mockResolvedValueOnce(aClip({ state: 'ready' }));
  const first = await open();
  await first.user.click(first.screen.getByRole('button', { name: 'Make clip' }));
  expect(first.screen.getByRole('link', { name: 'Clip' }).getAttribute('href')).toBe(aClip().pageUrl);
  first.unmount();
  jest.spyOn(api, 'createClip').mockResolvedValueOnce(aClip({ state: 'failed' }));
  const second = await open();
  await second.user.click(second.screen.getByRole('button', { name: 'Make clip' }));
  expect(second.screen.getByRole('alert').textContent).toMatch(/could not be made/);
});
