/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { renderInPage } from '../../testing/render.js';
import { api } from './api.js';
import { ImagePicker } from './image-picker.js';

afterEach(() => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
});

async function open(chosen: string | null) {
  jest.spyOn(api, 'images').mockResolvedValue([]);
  const onChoose = jest.fn();
  const props = { showId: 'show_1', label: 'Background', hint: '', onChoose };
  const page = await renderInPage(<ImagePicker {...props} chosen={chosen} />);
  return { ...page, onChoose, again: () => page.rerender(<ImagePicker {...props} chosen={null} />) };
}

test('an image of the site that the show began with is a choice, also after it was taken away; it is not deleted here', async () => {
  const { user, onChoose, again } = await open('pic_site_1.png');
  const choice = () => screen.getByRole('button', { name: 'Image of the site' });
  expect(choice().getAttribute('aria-pressed')).toBe('true');
  expect(screen.queryByRole('button', { name: 'Delete image' })).toBeNull();
  await again();
  expect(choice().getAttribute('aria-pressed')).toBe('false');
  await user.click(choice());
  expect(onChoose).toHaveBeenCalledWith({ id: 'pic_site_1.png', url: '/pictures/site/pic_site_1.png' });
});

test('a show with images of its own alone has none of the site', async () => {
  await open('pic_1.png');
  expect(screen.queryByRole('button', { name: 'Image of the site' })).toBeNull();
});
