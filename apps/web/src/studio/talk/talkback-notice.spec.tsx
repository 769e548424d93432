/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { act } from '@testing-library/react';
import { Observed, type StageClient, type StageState, StudioTalk } from '#client';
import type { ParticipantView } from '#protocol';
import { FakeConnection } from '../../../testing/fake-connection.js';
import { renderInPage } from '../../../testing/render.js';
import { TalkbackNotice } from './talkback-notice.js';

const person = (name: string, fields: Partial<ParticipantView> = {}) =>
  ({ participantId: `prt_${name}`, name, role: 'guest', onStage: true, ...fields }) as ParticipantView;

async function show(me: string, participants: ParticipantView[], microphoneOn = true) {
  const connection = new FakeConnection({ role: 'host' });
  connection.answer('studio.messages', () => ({ messages: [] }));
  const state = new Observed({
    phase: 'on',
    participantId: `prt_${me}`,
    roster: { participants },
  } as unknown as StageState);
  const toggleMicrophone = jest.fn();
  const page = await renderInPage(
    <TalkbackNotice
      stage={{ state } as unknown as StageClient}
      talk={new StudioTalk(connection.asConnection)}
      own={{ microphoneOn, toggleMicrophone }}
    />,
  );
  return { connection, state, toggleMicrophone, ...page };
}

const host = person('Hedy', { role: 'host', talksTo: 'prt_Ada' });

afterEach(() => document.body.replaceChildren());

test('tells the host who hears them, and ends it', async () => {
  const { connection, screen, user } = await show('Hedy', [host, person('Ada')]);
  expect(screen.getByText('You are talking to Ada alone')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'End private talk' }));
  expect(connection.requests.at(-1)).toEqual({ name: 'studio.talk-to', data: { participantId: null } });
});

test('says that the microphone is off, and that the listener has left', async () => {
  const muted = await show('Hedy', [host, person('Ada')], false);
  expect(muted.screen.getByText(/microphone is off/)).toBeDefined();
  muted.unmount();
  const { screen } = await show('Hedy', [host]);
  expect(screen.getByText('You are talking to nobody')).toBeDefined();
});

test.each([
  [true, 'Viewers hear you, and do not hear Hedy.'],
  [false, 'Nobody else hears Hedy.'],
])('tells the guest who talks to them: on stage %p', async (onStage, words) => {
  const { screen } = await show('Ada', [host, person('Ada', { onStage })]);
  expect(screen.getByText('Hedy is talking to you alone')).toBeDefined();
  expect(screen.getByText(words)).toBeDefined();
});

test('others are shown nothing', async () => {
  const { screen } = await show('Grace', [host, person('Ada'), person('Grace')]);
  expect(screen.queryByText(/alone|nobody/)).toBeNull();
});

test('the microphone is off before a stage that was lost is entered again', async () => {
  const { state, toggleMicrophone } = await show('Hedy', [host, person('Ada')]);
  expect(toggleMicrophone).not.toHaveBeenCalled();
  await act(async () => state.patch({ phase: 'lost' }));
  expect(toggleMicrophone).toHaveBeenCalledTimes(1);
});
