/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { aShow } from '../../testing/a-show.js';
import { FakeConnection } from '../../testing/fake-connection.js';
import { renderInPage } from '../../testing/render.js';
import { api } from '../ui/api.js';
import { EndShowButton } from './go-live-button.js';

async function open(outro: string | null, isClosing = false, recording = {}) {
  const show = aShow();
  Object.assign(show.recording, recording);
  jest.spyOn(api, 'show').mockResolvedValue({ ...show, brand: { ...show.brand, outro } });
  const connection = new FakeConnection({ role: 'host' });
  const page = await renderInPage(
    <EndShowButton connection={connection.asConnection} showId="show_1" isClosing={isClosing} />,
  );
  await page.user.click(page.screen.getByRole('button', { name: 'End show' }));
  const end = async (name: string) => {
    const dialog = page.screen.getByRole('alertdialog');
    const buttons = [...dialog.querySelectorAll('button')];
    await page.user.click(buttons.find((button) => button.textContent === name) as Element);
  };
  return { connection, end, ...page };
}

afterEach(() => {
  document.body.replaceChildren();
  jest.restoreAllMocks();
});

test('a show without an outro is ended after a question', async () => {
  const { connection, end, screen } = await open(null);
  expect(screen.queryByText('Play the outro, then end')).toBeNull();
  await end('End show');
  expect(connection.requests).toEqual([{ name: 'programme.end', data: { outro: false } }]);
});

test('with an outro there are two ways to end it', async () => {
  const first = await open('clip_1');
  await first.end('Play the outro, then end');
  expect(first.connection.requests).toEqual([{ name: 'programme.end', data: { outro: true } }]);
  first.unmount();
  const second = await open('clip_1');
  await second.end('End show');
  expect(second.connection.requests).toEqual([{ name: 'programme.end', data: { outro: false } }]);
});

test('while the outro is played it is said, and the show can be ended at once', async () => {
  const { connection, end, screen } = await open('clip_1', true);
  expect(screen.getByText('Outro playing')).toBeDefined();
  expect(screen.queryByText('Play the outro, then end')).toBeNull();
  await end('End show');
  expect(connection.requests).toEqual([{ name: 'programme.end', data: { outro: false } }]);
});

test.each([
  [{}, 'The show’s page keeps the recording, the chat, the questions and the statistics. Viewers can watch'],
  [{ replay: false }, 'The show’s page keeps the recording, the chat, the questions and the statistics.'],
  [{ isOn: false }, 'This show is not being recorded.'],
])('what is kept is said before the show is ended: %j', async (recording, words) => {
  const { screen } = await open(null, false, recording);
  const { textContent } = screen.getByRole('alertdialog');
  expect(textContent).toContain(words);
  expect(textContent?.includes('Viewers can watch')).toBe(words.includes('Viewers can watch'));
});
