/** @jest-environment jsdom */
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { ApiFailure, type Output } from '#client';
import { renderInPage } from '../../../testing/render.js';
import { api } from '../../ui/api.js';
import type { StudioPanelProps } from '../studio-panel.js';
import { RestreamPanel } from './restream-panel.js';

const anOutput = (fields: Partial<Output> = {}): Output => ({
  id: 'output_1',
  name: 'My channel',
  preset: 'youtube',
  url: 'rtmps://a.rtmps.youtube.com/live2',
  on: true,
  state: 'waiting',
  reason: null,
  since: null,
  retries: 0,
  createdAt: '2026-01-01T00:00:00.000Z',
  ...fields,
});

async function show(outputs: Output[], locale: 'en' | 'ko' = 'en') {
  jest.spyOn(api, 'outputs').mockResolvedValue(outputs);
  const props = { showId: 'show_1' } as StudioPanelProps;
  return renderInPage(<RestreamPanel {...props} />, locale);
}

afterEach(() => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
});

describe('the form', () => {
  test('without destinations the panel says what they are for; YouTube needs its key alone', async () => {
    const create = jest.spyOn(api, 'createOutput').mockResolvedValue(anOutput());
    const { user, screen } = await show([]);
    expect(screen.getByText('No destinations yet')).toBeDefined();
    const add = screen.getByRole('button', { name: 'Add destination' });
    expect((add as HTMLButtonElement).disabled).toBe(true);
    const key = screen.getByLabelText('Stream key') as HTMLInputElement;
    expect([key.type, key.autocomplete]).toEqual(['password', 'new-password']);
    await user.type(key, ' abcd-efgh {Enter}');
    const wish = { preset: 'youtube', name: 'YouTube', on: true, key: 'abcd-efgh' } as const;
    expect(create).toHaveBeenCalledWith('show_1', wish, undefined);
    // The key is not left on the screen.
    expect(key.value).toBe('');
  });

  test('another server needs an address, is called by its host, and may have no key', async () => {
    const create = jest.spyOn(api, 'createOutput').mockResolvedValue(anOutput());
    const { user, screen } = await show([]);
    await user.selectOptions(screen.getByLabelText('Platform'), 'custom');
    await user.type(screen.getByLabelText('Server address'), 'srt://media.example.org:9000{Enter}');
    const url = 'srt://media.example.org:9000';
    const wish = { preset: 'custom', name: 'media.example.org', on: true, url } as const;
    expect(create).toHaveBeenCalledWith('show_1', wish, undefined);
  });

  test('a refused address stays in its field, and the reason says what to do', async () => {
    const refusal = new ApiFailure('output-address', 'words of the server', 422);
    jest.spyOn(api, 'createOutput').mockRejectedValue(refusal);
    const { user, screen } = await show([], 'ko');
    await user.selectOptions(screen.getByLabelText('플랫폼'), 'custom');
    const address = screen.getByLabelText('서버 주소') as HTMLInputElement;
    await user.type(address, 'http://example.org{Enter}');
    expect(screen.getByRole('alert').textContent).toContain('rtmp://');
    expect(address.value).toBe('http://example.org');
  });
});

describe('a destination', () => {
  test.each([
    ['off', null, 'Off', 'Start sending'],
    ['waiting', null, 'Waiting for the show', 'Stop sending'],
    ['connecting', null, 'Connecting…', 'Stop sending'],
    ['live', null, 'Sending', 'Stop sending'],
    ['retrying', 'rejected', 'Reconnecting…', 'Stop sending'],
  ] as const)('that is %s says so', async (state, reason, said, action) => {
    const { screen } = await show([anOutput({ state, reason, on: state !== 'off' })]);
    expect(screen.getByText(said)).toBeDefined();
    expect(screen.getByRole('button', { name: action })).toBeDefined();
    expect(screen.queryByText(/Copy its current stream key/) !== null).toBe(reason === 'rejected');
  });

  test('says since when, and how often it was connected to again', async () => {
    const { screen } = await show([
      anOutput({ state: 'live', since: '2026-01-01T12:00:00.000Z', retries: 2 }),
    ]);
    expect(screen.getByText(/^Since .+ · 2 reconnects$/)).toBeDefined();
  });

  test('is stopped and started by one button', async () => {
    const turn = jest.spyOn(api, 'switchOutput').mockResolvedValue(anOutput());
    const { user, screen } = await show([anOutput({ state: 'live' })]);
    await user.click(screen.getByRole('button', { name: 'Stop sending' }));
    expect(turn).toHaveBeenCalledWith('show_1', 'output_1', false, undefined);
  });

  test('is deleted after a question, by keyboard alone', async () => {
    const remove = jest.spyOn(api, 'removeOutput').mockResolvedValue(undefined);
    const { user, screen } = await show([anOutput()]);
    screen.getByRole('button', { name: 'Delete destination' }).focus();
    await user.keyboard('{Enter}');
    expect(screen.getByRole('alertdialog', { name: 'Delete My channel?' })).toBeDefined();
    expect(remove).not.toHaveBeenCalled();
    await user.tab();
    await user.keyboard('{Enter}');
    expect(remove).toHaveBeenCalledWith('show_1', 'output_1', undefined);
  });
});

test('what could not be loaded can be tried again', async () => {
  const load = jest.spyOn(api, 'outputs').mockRejectedValue(ApiFailure.offline());
  const props = { showId: 'show_1' } as StudioPanelProps;
  const { user, screen } = await renderInPage(<RestreamPanel {...props} />);
  const again = await screen.findByRole('button', { name: 'Try again' });
  load.mockResolvedValue([anOutput()]);
  await user.click(again);
  expect(screen.getByText('My channel')).toBeDefined();
});
