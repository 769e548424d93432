/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { act, fireEvent } from '@testing-library/react';
import { ApiFailure, type MediaFile } from '#client';
import { aProgramme, FakeConnection } from '../../../testing/fake-connection.js';
import { renderInPage } from '../../../testing/render.js';
import type { StudioPanelProps } from '../studio-panel.js';
import { ClipsSection } from './clips-section.js';
import { mediaFiles } from './media-files.js';

const aFile = (change: Partial<MediaFile> = {}): MediaFile => ({
  ...{ id: 'file_1', name: 'Trailer', state: 'ready', sizeBytes: 5, receivedBytes: 5, partBytes: 2 },
  ...{ progress: null, reason: null, seconds: 65, hasVideo: true, hasAudio: true },
  ...change,
});

interface Shown {
  state?: string;
  media?: object | null;
  /** The list cannot be read. */
  fault?: Error;
}

async function show(files: MediaFile[], { state = 'live', media = null, fault }: Shown = {}) {
  const list = jest.spyOn(mediaFiles, 'list').mockImplementation(async () => {
    if (fault) throw fault;
    return files;
  });
  const before = aProgramme({ audioMix: { sources: [], levelling: false } });
  const programme = { ...before, state, layout: { ...before.layout, media } };
  const connection = new FakeConnection({ role: 'host' });
  const setLayout = jest.fn();
  const props = {
    ...{ showId: 'show_1', programme, isModerator: true },
    ...{ composer: { setLayout }, stageSession: { connection } },
  };
  const page = await renderInPage(<ClipsSection {...(props as unknown as StudioPanelProps)} />);
  await act(async () => undefined);
  return { ...page, connection, list, setLayout };
}

afterEach(() => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
});

test('a video is shown in the large place, and says what happens at its end', async () => {
  const { screen, user, setLayout } = await show([aFile()]);
  screen.getByText('1:05, video with audio');
  await user.selectOptions(screen.getByLabelText('At the end of Trailer'), 'repeat');
  await user.click(screen.getByRole('button', { name: 'Show Trailer in the programme' }));
  expect(setLayout).toHaveBeenCalledWith(
    expect.objectContaining({ media: { assetId: 'file_1', atEnd: 'repeat' } }),
  );
});

test('a video that is shown is paused, played, started again and hidden', async () => {
  const { screen, user, connection, setLayout } = await show([aFile()], {
    media: { assetId: 'file_1', atEnd: 'stay' },
  });
  for (const name of ['Pause Trailer', 'Play Trailer', 'Back to the start of Trailer'])
    await user.click(screen.getByRole('button', { name }));
  expect(connection.requests.map(({ data }) => (data as { action: string }).action)).toEqual([
    'pause',
    'play',
    'stop',
  ]);
  await user.click(screen.getByRole('button', { name: 'Hide Trailer' }));
  expect(setLayout).toHaveBeenCalledWith(expect.objectContaining({ media: null }));
});

test('audio alone is played without a place, once or again and again, while the show is on air', async () => {
  const audio = aFile({ name: 'Music', hasVideo: false });
  const { screen, user, connection } = await show([audio]);
  await user.click(screen.getByRole('button', { name: 'Repeat Music' }));
  await user.click(screen.getByRole('button', { name: 'Play Music' }));
  expect(connection.requests).toEqual([
    { name: 'programme.control-clip', data: { clipId: 'file_1', action: 'play', repeat: true } },
  ]);
});

test('nothing plays before the show is on air, and the panel says so', async () => {
  const { screen } = await show([aFile({ name: 'Music', hasVideo: false })], { state: 'idle' });
  screen.getByText('Clips play while the show is on air.');
  expect((screen.getByRole('button', { name: 'Play Music' }) as HTMLButtonElement).disabled).toBe(true);
});

test('a file that was refused says why, and one whose upload broke off what to do', async () => {
  const { screen } = await show([
    aFile({ id: 'file_1', state: 'refused', reason: 'too-long' }),
    aFile({ id: 'file_2', state: 'receiving', receivedBytes: 2 }),
  ]);
  screen.getByText('This file is longer than 30 minutes. Cut it and upload it again.');
  screen.getByText('The upload was interrupted. Delete the file and upload it again.');
});

test('files that cannot be listed are not said to be none, and can be loaded again', async () => {
  const { screen, user, list } = await show([], { fault: ApiFailure.offline() });
  const again = await screen.findByRole('button', { name: 'Try again' });
  expect(screen.queryByText(/No videos or audio yet/)).toBeNull();
  list.mockImplementation(async () => [aFile()]);
  await user.click(again);
  screen.getByText('Trailer');
});

test('a file is sent in parts; one whose connection was lost after it arrived is not sent for ever', async () => {
  const { screen } = await show([]);
  const created = jest.spyOn(mediaFiles, 'create').mockImplementation(async () => aFile());
  const refusal = new ApiFailure('media-part-misplaced', '', 409);
  const sent: number[] = [];
  let isLost = true;
  jest.spyOn(mediaFiles, 'addPart').mockImplementation(async (_show, _id, from) => {
    sent.push(from);
    if (from !== 2) return aFile();
    if (!isLost) throw refusal;
    isLost = false;
    throw ApiFailure.offline();
  });
  jest.useFakeTimers();
  const input = screen.getByLabelText('Add video or audio', { selector: 'input' });
  fireEvent.change(input, { target: { files: [new File(['12345'], 'Opening.mp4')] } });
  await act(() => jest.advanceTimersByTimeAsync(3_000));
  jest.useRealTimers();
  expect(created).toHaveBeenCalledWith(expect.objectContaining({ showId: 'show_1' }), {
    name: 'Opening',
    sizeBytes: 5,
  });
  expect(sent).toEqual([0, 2, 2, 4]);
});
