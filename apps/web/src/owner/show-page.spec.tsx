/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { aShow } from '../../testing/a-show.js';
import { renderInPage } from '../../testing/render.js';
import { api } from '../ui/api.js';
import { ShowPage } from './show-page.js';

afterEach(() => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
});

async function open() {
  const server = { show: aShow({ version: 3 }) };
  jest.spyOn(api, 'show').mockImplementation(async () => server.show);
  jest.spyOn(api, 'images').mockResolvedValue([]);
  jest.spyOn(api, 'recordings').mockResolvedValue({ items: [] });
  jest.spyOn(api, 'jobs').mockResolvedValue([]);
  jest.spyOn(api, 'priceOf').mockResolvedValue({ neededCores: 0.5, freeCores: 1, mostCores: 1 });
  const change = jest.spyOn(api, 'changeShow').mockImplementation(async (show, fields) => {
    server.show = {
      ...show,
      ...fields,
      recording: { ...show.recording, ...fields.recording },
    } as typeof show;
    server.show.version = show.version + 1;
    return server.show;
  });
  const page = await renderInPage(<ShowPage showId="show_1" />);
  const recordSwitch = await page.screen.findByRole('switch', { name: 'Record this show' });
  const title = page.screen.getByLabelText('Title') as HTMLInputElement;
  return { server, change, recordSwitch, title, ...page };
}

test('a switch beside the form leaves what is typed, and the form is saved after it', async () => {
  const { change, recordSwitch, title, user, screen } = await open();
  await user.clear(title);
  await user.type(title, 'Another title');
  await user.click(recordSwitch);
  expect(title.value).toBe('Another title');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  const [show, fields] = change.mock.calls.at(-1) ?? [];
  expect([show?.version, fields?.title]).toEqual([4, 'Another title']);
});

test('after a change of another person the form keeps its version: its save is refused, not theirs undone', async () => {
  const { server, change, recordSwitch, user, screen } = await open();
  server.show = { ...server.show, title: 'Theirs', version: 8 };
  await user.click(recordSwitch);
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(change.mock.calls.map(([show]) => show.version)).toEqual([8, 3]);
});
