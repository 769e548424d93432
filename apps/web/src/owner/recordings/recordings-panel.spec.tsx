/** @jest-environment jsdom */
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { ApiFailure, type Job, type Recording, type Show } from '#client';
import { aShow } from '../../../testing/a-show.js';
import { renderInPage } from '../../../testing/render.js';
import { api } from '../../ui/api.js';
import { RecordingsPanel } from './recordings-panel.js';

const aRecording = (fields: Partial<Recording> = {}): Recording => ({
  id: 'rec_1',
  format: 'main',
  state: 'ready',
  isStopped: false,
  startedAt: '2026-01-01T12:00:00.000Z',
  endedAt: '2026-01-01T13:02:03.000Z',
  seconds: 3_723.4,
  recordedSeconds: 3_723.4,
  trim: null,
  captions: [],
  chapters: [],
  playedFrom: null,
  bytes: 1_234_000_000,
  width: 1_280,
  height: 720,
  mp4Url: '/recordings/link/programme.mp4',
  hlsUrl: '/recordings/link/index.m3u8',
  posterUrl: null,
  thumbnailsUrl: null,
  tracks: [],
  ...fields,
});

const aJob = (fields: Partial<Job> = {}): Job => ({
  id: 'job_1',
  kind: 'mp4',
  recordingId: 'rec_1',
  state: 'running',
  progress: 0.43,
  attempts: 1,
  error: null,
  createdAt: '2026-01-01T13:02:03.000Z',
  startedAt: null,
  finishedAt: null,
  ...fields,
});

interface Given {
  show?: Partial<Show>;
  recordings?: Recording[];
  jobs?: Job[];
}

async function open({ show, recordings = [], jobs = [] }: Given = {}) {
  jest.spyOn(api, 'recordings').mockResolvedValue({ items: recordings });
  jest.spyOn(api, 'jobs').mockResolvedValue(jobs);
  const onChanged = jest.fn();
  const page = await renderInPage(<RecordingsPanel show={aShow(show)} onChanged={onChanged} />);
  return { onChanged, ...page };
}

afterEach(() => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
});

describe('the switches', () => {
  test.each([
    ['Record this show', { isOn: false }],
    ['Viewers can watch the recording', { replay: false }],
  ] as const)('"%s" changes one field of the show as it is now', async (name, recording) => {
    const now = aShow({ version: 7 });
    jest.spyOn(api, 'show').mockResolvedValue(now);
    const after = aShow({ version: 8, recording: { ...now.recording, ...recording } });
    const change = jest.spyOn(api, 'changeShow').mockResolvedValue(after);
    const { onChanged, user, screen } = await open();
    await user.click(screen.getByRole('switch', { name }));
    expect(change).toHaveBeenCalledWith(now, { recording }, undefined);
    expect(onChanged).toHaveBeenCalledWith(after);
    expect(screen.getByRole('switch', { name }).getAttribute('aria-checked')).toBe('false');
  });

  test('go back when the server refuses, and the page says why', async () => {
    jest.spyOn(api, 'show').mockResolvedValue(aShow());
    jest.spyOn(api, 'changeShow').mockRejectedValue(ApiFailure.offline());
    const { user, screen } = await open();
    const replay = screen.getByRole('switch', { name: 'Viewers can watch the recording' });
    await user.click(replay);
    expect(replay.getAttribute('aria-checked')).toBe('true');
    expect(screen.getByText(/You are offline/)).toBeDefined();
  });

  test('without recordings the panel says when there will be one', async () => {
    const { screen } = await open();
    expect(screen.getByText(/Recording starts when the show goes live/)).toBeDefined();
  });
});

describe('a recording', () => {
  test('says how long and how large it is, and gives its file', async () => {
    const { screen } = await open({ recordings: [aRecording()] });
    expect(screen.getByText('1:02:03 · 1.2 GB · 1280 × 720')).toBeDefined();
    expect(screen.getByText('Ready')).toBeDefined();
    const link = screen.getByRole('link', { name: /^Download MP4 of the recording of/ });
    expect([link.getAttribute('href'), link.hasAttribute('download')]).toEqual([
      '/recordings/link/programme.mp4',
      true,
    ]);
  });

  test('of another format than the main one says which', async () => {
    const { screen } = await open({
      recordings: [aRecording(), aRecording({ id: 'rec_2', format: 'portrait' })],
    });
    expect(screen.getAllByText(/ · Portrait 9:16$/)).toHaveLength(1);
    expect(screen.getAllByRole('button', { name: /^Play .* · Portrait 9:16$/ })).toHaveLength(1);
  });

  test('plays on the page', async () => {
    const { user, screen } = await open({ recordings: [aRecording()] });
    await user.click(screen.getByRole('button', { name: /^Play the recording of/ }));
    const video = screen.getByRole('dialog').querySelector('video');
    expect(video?.getAttribute('src')).toBe('/recordings/link/programme.mp4');
  });

  test('that is being made has neither file nor button to delete it', async () => {
    const { screen } = await open({
      show: { state: 'live' },
      recordings: [aRecording({ state: 'recording', endedAt: null, mp4Url: null, isStopped: true })],
    });
    expect(screen.getByText('Recording')).toBeDefined();
    expect(screen.getByText('The disk is full or broken')).toBeDefined();
    expect(screen.queryByRole('link')).toBeNull();
    expect(screen.queryByRole('button', { name: /^Delete/ })).toBeNull();
  });

  test('is deleted after a question', async () => {
    const remove = jest.spyOn(api, 'removeRecording').mockResolvedValue(undefined);
    const { user, screen } = await open({ recordings: [aRecording()] });
    await user.click(screen.getByRole('button', { name: /^Delete the recording of/ }));
    expect(remove).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'Delete recording' }));
    expect(remove).toHaveBeenCalledWith('show_1', 'rec_1');
  });
});

describe('a job', () => {
  test('that runs says how far it is and can be cancelled', async () => {
    const cancel = jest.spyOn(api, 'cancelJob').mockResolvedValue(undefined);
    const { user, screen } = await open({
      recordings: [aRecording({ state: 'finishing', mp4Url: null })],
      jobs: [aJob(), aJob({ id: 'job_2', kind: 'preview', state: 'finished' })],
    });
    expect(screen.getByText('43% done')).toBeDefined();
    expect(screen.getByRole('progressbar', { name: 'MP4 file' })).toBeDefined();
    expect(screen.queryByText(/Preview images/)).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Cancel job' }));
    expect(cancel).toHaveBeenCalledWith('show_1', 'job_1');
  });

  test('that failed says why and is run again', async () => {
    const retry = jest.spyOn(api, 'retryJob').mockResolvedValue(undefined);
    const { user, screen } = await open({
      recordings: [aRecording({ mp4Url: null })],
      jobs: [aJob({ state: 'failed', error: 'No space left on device' })],
    });
    expect(screen.getByText('No space left on device')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Run again' }));
    expect(retry).toHaveBeenCalledWith('show_1', 'job_1');
  });
});

test('what each participant sent is listed with a link for each file', async () => {
  const track = {
    id: 'track-1-camera',
    participantId: 'person_1',
    name: 'Ada',
    kind: 'video' as const,
    source: 'camera',
    codec: 'vp8',
    startSeconds: 62,
    seconds: 120,
    bytes: 3_000_000,
    url: '/recordings/link/track-1-camera.webm',
  };
  const { user, screen } = await open({ recordings: [aRecording({ tracks: [track] })] });
  await user.click(screen.getByText('1 separate track'));
  expect(screen.getByText('Camera · 2:00 · 3 MB · from 1:02')).toBeDefined();
  const link = screen.getByRole('link', { name: 'Download Camera of Ada' });
  expect(link.getAttribute('href')).toBe(track.url);
});
