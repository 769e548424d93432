/** @jest-environment jsdom */

import { afterEach, expect, jest, test } from '@jest/globals';
import { act } from '@testing-library/react';
import { AudienceClient } from '#client';
import type { ChatMessage } from '#protocol';
import { FakeConnection } from '../../testing/fake-connection.js';
import { renderInPage } from '../../testing/render.js';
import { ChatPanel } from './chat-panel.js';

const hello: ChatMessage = {
  messageId: 'msg_1',
  personId: 'per_2',
  name: 'Hedy',
  role: 'viewer',
  text: 'Hello',
  replyTo: null,
  atWallMs: 0,
};

const page = (from: number, count: number): ChatMessage[] =>
  Array.from({ length: count }, (_, n) => ({
    ...hello,
    messageId: `msg_${from + n}`,
    text: `line ${from + n}`,
    atWallMs: from + n,
  }));

const EVERYTHING = {
  chat: [hello],
  questions: [],
  polls: [],
  votedFor: [],
  pinned: null,
  notice: null,
  restriction: null,
  viewers: 1,
  rules: { chatOpen: true, questionsOpen: true, allowLinks: true, slowModeSeconds: 0, inStep: true },
};

async function show(onShow?: (comment: { name: string; text: string }) => void) {
  const connection = new FakeConnection();
  connection.answer('audience.get', () => EVERYTHING);
  const audience = new AudienceClient(connection.asConnection);
  const page = await renderInPage(
    <ChatPanel
      connection={connection.asConnection}
      audience={audience}
      isModerator={false}
      onShow={onShow}
    />,
  );
  await page.user.click(page.screen.getByRole('button', { name: /Hedy/ }));
  return { connection, ...page };
}

afterEach(() => document.body.replaceChildren());

test('a reply says whom it answers, is sent with that, and can be given up', async () => {
  const { connection, user, screen } = await show();
  await user.click(screen.getByRole('menuitem', { name: 'Reply' }));
  expect(screen.getByText('Replying to Hedy')).toBeDefined();
  await user.type(screen.getByRole('combobox'), 'Welcome{Enter}');
  const sent = connection.requests.find(({ name }) => name === 'chat.send');
  expect(sent?.data).toEqual({ text: 'Welcome', replyTo: 'msg_1' });
  expect(screen.queryByText('Replying to Hedy')).toBeNull();
});

test('a host puts the words on screen', async () => {
  const onShow = jest.fn();
  const { user, screen } = await show(onShow);
  await user.click(screen.getByRole('menuitem', { name: 'Show on screen' }));
  expect(onShow).toHaveBeenCalledWith({ name: 'Hedy', text: 'Hello' });
});

test('says that chat comes late, and loads what may be missing once it is in time again', async () => {
  const { connection, screen } = await show();
  const loads = () => connection.requests.filter(({ name }) => name === 'audience.get').length;
  const before = loads();
  await act(async () => connection.emit('audience.delayed', { isDelayed: true }));
  expect(screen.getByText(/Chat comes late/)).toBeDefined();
  await act(async () => connection.emit('audience.delayed', { isDelayed: false }));
  expect(screen.queryByText(/Chat comes late/)).toBeNull();
  expect(loads()).toBe(before + 1);
});

test('what the rules have folded is read when its reader wants that', async () => {
  const { connection, screen, user } = await show();
  const folded = { ...hello, messageId: 'msg_3', text: 'oh darnation', hiddenFor: 'profanity' };
  await act(async () => connection.emit('chat.messages', { messages: [folded] }));
  expect(screen.queryByText('oh darnation')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Show the collapsed message of Hedy' }));
  expect(screen.getByText('oh darnation')).toBeDefined();
});

test('scrolled to the top it loads what was said before, once, until there is no more', async () => {
  const { connection, screen } = await show();
  connection.answer('audience.get', () => ({ ...EVERYTHING, chat: page(100, 60) }));
  connection.answer('chat.history', () => ({ messages: page(50, 50), isStart: true }));
  await act(async () => connection.emit('audience.delayed', { isDelayed: true }));
  await act(async () => connection.emit('audience.delayed', { isDelayed: false }));
  const log = screen.getByRole('log');
  Object.defineProperty(log, 'scrollHeight', { value: 4_000, configurable: true });
  Object.defineProperty(log, 'clientHeight', { value: 400, configurable: true });
  const scrollToTop = () =>
    act(async () => {
      log.scrollTop = 10;
      log.dispatchEvent(new Event('scroll', { bubbles: true }));
    });
  await scrollToTop();
  expect(screen.getByText('line 50')).toBeDefined();
  expect(screen.getByText('line 159')).toBeDefined();
  await scrollToTop();
  expect(connection.requests.filter(({ name }) => name === 'chat.history').map(({ data }) => data)).toEqual([
    { beforeMessageId: 'msg_100' },
  ]);
});

test('says how many messages nobody could read, and how slow the chat is by load', async () => {
  const { connection, screen } = await show();
  await act(async () => connection.emit('chat.messages', { messages: [], leftOut: 12 }));
  expect(screen.getByText(/12 messages of this moment are not shown/)).toBeDefined();
  const { rules } = EVERYTHING;
  await act(async () => connection.emit('audience.rules-changed', { rules, slowedSeconds: 10 }));
  expect(screen.getByPlaceholderText('Slow mode: one message every 10 seconds')).toBeDefined();
});
