/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { Observed, type Show, type StageClient } from '#client';
import { renderInPage } from '../../testing/render.js';
import { api } from '../ui/api.js';
import { CaptionForm } from './caption-form.js';

const person = (name: string, onStage: boolean) => ({ participantId: name, name, onStage });
const PEOPLE = [person('Ada', true), person('Bo', true), person('Eve', false)];

async function open(captions: string[], isLive = true) {
  jest.spyOn(api, 'show').mockResolvedValue({ captions } as unknown as Show);
  const said: unknown[] = [];
  const stage = {
    state: new Observed({ roster: { participants: PEOPLE } }),
    prepareCaptions: jest.fn(),
    caption: jest.fn(async (line: unknown) => void said.push(line)),
  };
  const stageSession = { stage: stage as unknown as StageClient };
  const page = await renderInPage(<CaptionForm {...{ showId: 'show_1', stageSession, isLive }} />);
  return { ...page, stage, said };
}

afterEach(() => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
});

test('what is typed is sent in the chosen language, by its speaker, and the field is empty for the next line', async () => {
  const { screen, user, stage, said } = await open(['en', 'ko']);
  await user.selectOptions(await screen.findByLabelText('Language of the captions'), '한국어');
  expect(screen.queryByRole('option', { name: 'Eve' })).toBeNull();
  await user.selectOptions(screen.getByLabelText('Speaker'), 'Bo');
  const field = screen.getByLabelText('What is being said');
  expect(stage.prepareCaptions).not.toHaveBeenCalled();
  await user.type(field, '안녕하세요{Enter}');
  expect(stage.prepareCaptions).toHaveBeenCalledTimes(1);
  expect(said).toEqual([{ language: 'ko', text: '안녕하세요', speaker: 'Bo' }]);
  expect(field).toHaveProperty('value', '');
});

test('a line that was refused stays in the field', async () => {
  const { screen, user, stage } = await open(['en']);
  stage.caption.mockRejectedValue(new Error('no'));
  const field = await screen.findByLabelText('What is being said');
  expect(screen.queryByLabelText('Language of the captions')).toBeNull();
  await user.type(field, 'Good evening{Enter}');
  expect(field).toHaveProperty('value', 'Good evening');
});

test('there is nothing to type before the show is on air, and no form without captions', async () => {
  const { screen, unmount } = await open(['en'], false);
  expect(await screen.findByLabelText('What is being said')).toHaveProperty('disabled', true);
  unmount();
  const without = await open([]);
  expect(without.screen.queryByText('Captions')).toBeNull();
});
