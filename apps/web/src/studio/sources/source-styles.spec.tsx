/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { fireEvent } from '@testing-library/react';
import { Observed } from '#client';
import type { Layout } from '#protocol';
import { aProgramme } from '../../../testing/fake-connection.js';
import { renderInPage } from '../../../testing/render.js';
import type { StudioPanelProps } from '../studio-panel.js';
import { SourceStyles } from './source-styles.js';

const ADA = { participantId: 'part_7', name: 'Ada', onStage: true, tracks: [{ source: 'screen' }] };
const ADAS_CAMERA = { participantId: 'part_7', source: 'camera' } as const;

async function show(change: Partial<Layout> = {}, participants: object[] = [ADA]) {
  const setLayout = jest.fn<(layout: Layout) => void>();
  const before = aProgramme();
  const programme = { ...before, layout: { ...before.layout, media: null, ...change } };
  const state = new Observed({ roster: { participants } });
  const props = { stageSession: { stage: { state } }, programme, composer: { setLayout } };
  const page = await renderInPage(<SourceStyles {...(props as unknown as StudioPanelProps)} />);
  return { ...page, sent: () => setLayout.mock.calls.at(-1)?.[0].sources };
}

afterEach(() => document.body.replaceChildren());

test('a source is cropped, made see-through and put above the others', async () => {
  const { screen, user, sent } = await show();
  fireEvent.change(screen.getByLabelText('Left'), { target: { value: '20' } });
  expect(sent()).toEqual([{ ...ADAS_CAMERA, crop: { left: 0.2, top: 0, right: 0, bottom: 0 } }]);
  fireEvent.change(screen.getByLabelText('Opacity'), { target: { value: '50' } });
  expect(sent()).toEqual([{ ...ADAS_CAMERA, opacity: 0.5 }]);
  await user.selectOptions(screen.getByLabelText('Layer'), '2');
  expect(sent()).toEqual([{ ...ADAS_CAMERA, layer: 2 }]);
});

test('a source has a place and a chroma key of its own', async () => {
  const { screen, user, sent } = await show();
  await user.click(screen.getByLabelText('A place of its own'));
  expect(sent()?.[0]?.place).toMatchObject({ width: 0.3 });
  await user.click(screen.getByLabelText('Chroma key'));
  expect(sent()?.[0]?.key).toMatchObject({ colour: '#00b140' });
});

test('a screen is a source beside the camera, and so is the image of the layout', async () => {
  const { screen, user, sent } = await show({ media: { assetId: 'img_1' } });
  const which = screen.getByLabelText('Source') as HTMLSelectElement;
  expect([...which.options].map(({ text }) => text)).toHaveLength(3);
  await user.selectOptions(which, 'Image or clip of the layout');
  fireEvent.change(screen.getByLabelText('Opacity'), { target: { value: '70' } });
  expect(sent()).toEqual([{ participantId: null, source: 'media', opacity: 0.7 }]);
});

test('what is set back to the layout is not said any more, and all of it goes at once', async () => {
  const sources = [{ ...ADAS_CAMERA, opacity: 0.5 }];
  const { screen, user, sent } = await show({ sources });
  fireEvent.change(screen.getByLabelText('Opacity'), { target: { value: '100' } });
  expect(sent()).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Show it as in the layout' }));
  expect(sent()).toEqual([]);
});

test('without anybody on stage there is nothing to set', async () => {
  const { screen } = await show({}, []);
  screen.getByText('Nobody is on stage yet.');
});
