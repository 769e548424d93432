/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';
import { act, fireEvent } from '@testing-library/react';
import { Observed, type StageClient } from '#client';
import { aProgramme, FakeConnection } from '../../../testing/fake-connection.js';
import { renderInPage } from '../../../testing/render.js';
import type { StudioPanelProps } from '../studio-panel.js';
import { MixPanel } from './mix-panel.js';

const ADA = {
  ...{ participantId: 'part_7', personId: 'per_ada', name: 'Ada', role: 'host' },
  ...{ onStage: true, connected: true, tracks: [{ source: 'screen-sound' }] },
};
const LOUDNESS = {
  ...{ momentaryLufs: -16.04, shortTermLufs: -17, integratedLufs: null },
  ...{ peakDb: -3.2, gainDb: 4.5 },
};

async function show() {
  const programme = aProgramme({ audioMix: { sources: [], levelling: false } });
  const connection = new FakeConnection({ role: 'host', programme });
  const state = new Observed({ participantId: 'part_7', roster: { participants: [ADA], levels: new Map() } });
  const stage = { state } as unknown as StageClient;
  const props = { stageSession: { connection, stage }, programme, isModerator: true };
  const page = await renderInPage(<MixPanel {...(props as unknown as StudioPanelProps)} />);
  const sent = () => connection.requests.filter(({ name }) => name === 'programme.set-audio');
  return { ...page, connection, sent };
}

afterEach(() => document.body.replaceChildren());

test('a slider that is dragged sends what is newest, and no more than one message at a time', async () => {
  const { connection, sent, screen } = await show();
  let answer: () => void = () => undefined;
  connection.answer(
    'programme.set-audio',
    () =>
      new Promise<object>((resolve) => {
        answer = () => resolve({});
      }),
  );
  const volume = screen.getByLabelText('Volume of Ada for viewers');
  await act(async () => {
    for (const value of [80, 60, 40]) fireEvent.change(volume, { target: { value } });
  });
  expect(sent()).toHaveLength(1);
  await act(async () => answer());
  expect(sent()).toHaveLength(2);
  const ada = { participantId: 'part_7', source: 'microphone', volume: 0.4, muted: false, pan: 0 };
  expect(sent()[1]?.data).toEqual({ audioMix: { sources: [ada], levelling: false } });
  await act(async () => answer());
});

test('a screen and clips are sources of their own', async () => {
  const { sent, screen } = await show();
  await act(async () => screen.getByLabelText('Mute Ada: screen for viewers').click());
  const shared = { participantId: 'part_7', source: 'screen-sound', volume: 1, muted: true, pan: 0 };
  expect(sent()[0]?.data).toEqual({ audioMix: { sources: [shared], levelling: false } });
  screen.getByLabelText('Volume of Clips for viewers');
});

test('loudness is shown while the show is on air', async () => {
  const { connection, screen } = await show();
  screen.getByText('Measured while the show is on air.');
  await act(async () => connection.emit('programme.health', { loudness: LOUDNESS }));
  await screen.findByText('-16.0 LUFS');
  await screen.findByText('– LUFS');
  await screen.findByText('4.5 dB');
});
