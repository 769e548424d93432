/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { act } from '@testing-library/react';
import { type CallClient, type CallState, Observed, type StageClient, type StageState } from '#client';
import type { CallView, ParticipantView } from '#protocol';
import { renderInPage } from '../../../testing/render.js';
import type { Locale } from '../../i18n/locale.js';
import { CallNotice } from './call-notice.js';

const CALL: CallView = {
  callId: 'call_1',
  state: 'ringing',
  callerId: 'prt_Ada',
  calleeId: 'prt_Hedy',
  mayBeDirect: true,
};
const person = (name: string, fields: Partial<ParticipantView> = {}) =>
  ({ participantId: `prt_${name}`, name, tracks: [], ...fields }) as unknown as ParticipantView;

async function show(state: Partial<CallState>, me: Partial<ParticipantView> = {}, locale: Locale = 'en') {
  const calls = {
    state: new Observed<CallState>({
      call: CALL,
      partnerId: 'prt_Ada',
      isCaller: false,
      route: 'server',
      directMs: null,
      serverMs: null,
      microphone: null,
      camera: null,
      ...state,
    }),
    accept: jest.fn(async () => undefined),
    end: jest.fn(async () => undefined),
  };
  const stage = {
    state: new Observed({
      phase: 'on',
      participantId: 'prt_Hedy',
      remote: [],
      roster: { participants: [person('Hedy', me), person('Ada')] },
    } as unknown as StageState),
  };
  const toggleMicrophone = jest.fn();
  const page = await renderInPage(
    <CallNotice
      stage={stage as unknown as StageClient}
      calls={calls as unknown as CallClient}
      own={{ microphoneOn: true, toggleMicrophone }}
    />,
    locale,
  );
  return { calls, stage, toggleMicrophone, ...page };
}

afterEach(() => document.body.replaceChildren());

test('an incoming call is in the title of the tab, and is accepted or declined', async () => {
  const { calls, screen, user, unmount } = await show({});
  expect(document.title).toContain('Ada is calling you');
  expect(screen.getByText(/see each other’s network addresses/)).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Accept' }));
  await user.click(screen.getByRole('button', { name: 'Decline' }));
  expect([calls.accept.mock.calls.length, calls.end.mock.calls.length]).toEqual([1, 1]);
  unmount();
  expect(document.title).not.toContain('Ada');
});

test('where browsers never connect directly, nothing is said of it', async () => {
  const { screen } = await show({ call: { ...CALL, mayBeDirect: false } });
  expect(screen.queryByText(/network addresses/)).toBeNull();
});

test('says who is called, and takes it back', async () => {
  const { calls, screen, user } = await show({ isCaller: true });
  expect(screen.getByText('Calling Ada…')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Cancel call' }));
  expect(calls.end).toHaveBeenCalledTimes(1);
});

test('shows which way the call takes, how long each is, and hangs up', async () => {
  const { calls, screen, user } = await show({ call: { ...CALL, state: 'active' }, serverMs: 41 });
  expect(screen.getByText('Over the server · 41 ms')).toBeDefined();
  await act(async () => calls.state.patch({ route: 'direct', directMs: 12 }));
  expect(screen.getByText('Direct · 12 ms')).toBeDefined();
  expect(screen.getByText('Over the server: 41 ms')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Hang up' }));
  expect(calls.end).toHaveBeenCalledTimes(1);
});

test('after the other one has hung up, the microphone waits for the way back', async () => {
  const { screen } = await show({ call: { ...CALL, state: 'over', end: 'hung-up' } }, { inCall: true });
  expect(screen.getByText('Ada hung up')).toBeDefined();
  expect(screen.getByText(/do not hear you until you go back/)).toBeDefined();
  expect(screen.getByRole('button', { name: 'Back to the stage' })).toBeDefined();
});

test.each([
  ['no-answer', true, 'Ada did not answer'],
  ['no-answer', false, 'Missed call from Ada'],
  ['declined', true, 'Ada declined the call'],
] as const)('%s, as the caller %s: %s', async (end, isCaller, words) => {
  const { screen } = await show({ call: { ...CALL, state: 'over', end }, isCaller });
  expect(screen.getByText(words)).toBeDefined();
  expect(screen.getByRole('button', { name: 'Close' })).toBeDefined();
});

test('the microphone is off before a server that forgot the call is entered again', async () => {
  const { stage, toggleMicrophone } = await show({ call: { ...CALL, state: 'active' } }, { inCall: true });
  expect(toggleMicrophone).not.toHaveBeenCalled();
  await act(async () => stage.state.patch({ phase: 'lost' }));
  expect(toggleMicrophone).toHaveBeenCalledTimes(1);
});

test('in Korean', async () => {
  const { screen } = await show({}, {}, 'ko');
  expect(screen.getByText('Ada님이 통화를 걸어왔습니다')).toBeDefined();
});
