/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { aShow } from '../../../testing/a-show.js';
import { renderInPage } from '../../../testing/render.js';
import { mediaFiles } from '../media/media-files.js';
import { BookendFields } from './bookend-fields.js';

afterEach(() => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
});

async function open(intro: string | null) {
  jest.spyOn(mediaFiles, 'list').mockResolvedValue([]);
  const onChange = jest.fn();
  const { brand } = aShow();
  const page = await renderInPage(
    <BookendFields showId="show_1" brand={{ ...brand, intro }} onChange={onChange} />,
  );
  return { ...page, onChange };
}
const choices = (label: string) =>
  within(screen.getByLabelText(label))
    .getAllByRole('option')
    .map(({ textContent }) => textContent);

test('a show that began with the intro of the site has it as a choice, and may have none', async () => {
  const { user, onChange } = await open('file_site_1');
  expect(choices('Intro')).toEqual(['None', 'Intro of the site']);
  expect(choices('Outro')).toEqual(['None']);
  expect((screen.getByLabelText('Intro') as HTMLSelectElement).value).toBe('file_site_1');
  await user.selectOptions(screen.getByLabelText('Intro'), 'None');
  expect(onChange).toHaveBeenCalledWith({ intro: null });
});

test('a clip of the show that was deleted is none', async () => {
  await open('file_1');
  expect(choices('Intro')).toEqual(['None']);
  expect((screen.getByLabelText('Intro') as HTMLSelectElement).value).toBe('');
});
