/** @jest-environment jsdom */

import { afterEach, expect, jest, test } from '@jest/globals';
import { act, fireEvent } from '@testing-library/react';
import { AudienceClient } from '#client';
import { type ChatMessage, LIMITS } from '#protocol';
import { aMessage, anAudience } from '../../testing/an-audience.js';
import { FakeConnection } from '../../testing/fake-connection.js';
import { renderInPage } from '../../testing/render.js';
import { ChatPanel } from './chat-panel.js';

const page = (from: number, count: number): ChatMessage[] =>
  Array.from({ length: count }, (_, n) => from + n).map((n) =>
    aMessage({ messageId: `msg_${n}`, text: `line ${n}`, atWallMs: n }),
  );

async function show(onShow?: (comment: { name: string; text: string }) => void) {
  const connection = new FakeConnection();
  connection.answer('audience.get', () => anAudience());
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
  const folded = { ...aMessage(), messageId: 'msg_3', text: 'oh darnation', hiddenFor: 'profanity' };
  await act(async () => connection.emit('chat.messages', { messages: [folded] }));
  expect(screen.queryByText('oh darnation')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Show the collapsed message of Hedy' }));
  expect(screen.getByText('oh darnation')).toBeDefined();
});

test('scrolled to the top it loads what was said before, once, until there is no more', async () => {
  const { connection, screen } = await show();
  connection.answer('audience.get', () => anAudience({ chat: page(100, 60) }));
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
  const { rules } = anAudience();
  await act(async () => connection.emit('audience.rules-changed', { rules, slowedSeconds: 10 }));
  expect(screen.getByPlaceholderText('Slow mode: one message every 10 seconds')).toBeDefined();
});

test('an emoji takes the place of what is selected, and the caret goes on behind it', async () => {
  const { user, screen } = await show();
  const field = screen.getByRole('combobox') as HTMLInputElement;
  await user.type(field, 'so good');
  field.setSelectionRange(3, 7);
  await user.click(screen.getByRole('button', { name: 'Insert emoji' }));
  await user.click(screen.getByRole('button', { name: '😂' }));
  expect(field.value).toBe('so 😂');
  field.setSelectionRange(2, 2);
  await user.click(screen.getByRole('button', { name: '😂' }));
  expect([field.value, field.selectionStart]).toEqual(['so😂 😂', 4]);
});

test('an emoji that does not fit is left out as a whole', async () => {
  const { user, screen } = await show();
  const field = screen.getByRole('combobox') as HTMLInputElement;
  fireEvent.change(field, { target: { value: 'a'.repeat(LIMITS.chatLength - 1) } });
  await user.click(screen.getByRole('button', { name: 'Insert emoji' }));
  await user.click(screen.getByRole('button', { name: '😂' }));
  expect(field.value).toBe('a'.repeat(LIMITS.chatLength - 1));
});

test('Enter ends a syllable of a Korean keyboard and chooses no name with it', async () => {
  const { user, screen } = await show();
  const field = screen.getByRole('combobox') as HTMLInputElement;
  await user.type(field, '@He');
  expect(screen.getByRole('option', { name: 'Hedy' })).toBeDefined();
  fireEvent.keyDown(field, { key: 'Enter', isComposing: true });
  expect(field.value).toBe('@He');
  fireEvent.keyDown(field, { key: 'Enter' });
  expect(field.value).toBe('@Hedy ');
});

test('an answer to this viewer stands out like a mention, an answer to a namesake does not', async () => {
  const { connection, screen } = await show();
  const { personId, name } = connection.state.value.session ?? { personId: '', name: '' };
  const said = (messageId: string, by: string, replyTo: ChatMessage['replyTo'] = null) => ({
    ...{ ...aMessage(), messageId, personId: by, text: `text of ${messageId}`, replyTo },
    name: replyTo === null ? name : 'Hedy',
  });
  const before = { ...said('before', personId), name: 'the name before this one' };
  const messages = [said('mine', personId), said('theirs', 'per_9'), before];
  const answers = messages.map(({ messageId, name: author }) =>
    said(`to-${messageId}`, 'per_2', { messageId, name: author, text: '' }),
  );
  await act(async () => connection.emit('chat.messages', { messages: [...messages, ...answers] }));
  const standsOut = (text: string) =>
    screen.getByText(text).closest('li')?.classList.contains('chat-mention');
  expect(['mine', 'theirs', 'before'].map((id) => standsOut(`text of to-${id}`))).toEqual([
    true,
    false,
    true,
  ]);
});

test('names and texts that run from right to left leave what stands beside them in its place', async () => {
  const { connection, screen } = await show();
  const message = aMessage({ messageId: 'msg_2', name: 'محمد', text: '5 goals' });
  await act(async () => connection.emit('chat.messages', { messages: [message] }));
  expect(screen.getByText('محمد').tagName).toBe('BDI');
  expect(screen.getByText('5 goals').getAttribute('dir')).toBe('auto');
});

test('slow mode counts down to the next message, and keeps what is written meanwhile', async () => {
  const { connection, user, screen } = await show();
  const { rules } = anAudience({ rules: { slowModeSeconds: 10 } });
  await act(async () => connection.emit('audience.rules-changed', { rules }));
  const field = screen.getByRole('combobox') as HTMLInputElement;
  await user.type(field, 'Hello{Enter}');
  expect(screen.getByRole('button', { name: 'Slow mode: 10 seconds until your next message' })).toBeDefined();
  await user.type(field, 'again{Enter}');
  expect(field.value).toBe('again');
  expect(connection.countOf('chat.send')).toBe(1);
  await act(async () => connection.emit('audience.rules-changed', { rules: anAudience().rules }));
  await screen.findByRole('button', { name: 'Send' });
  await user.type(field, '{Enter}');
  expect(connection.countOf('chat.send')).toBe(2);
});

test('a message that stands there is not drawn again when the next one comes', async () => {
  const { connection, screen } = await show(() => undefined);
  let drawn = 0;
  const counted = {
    ...{ ...aMessage(), messageId: 'msg_2' },
    get text() {
      drawn += 1;
      return 'counted';
    },
  };
  await act(async () => connection.emit('chat.messages', { messages: [counted] }));
  const once = drawn;
  expect(once).toBeGreaterThan(0);
  await act(async () => connection.emit('chat.messages', { messages: page(3, 5) }));
  expect(screen.getByText('line 7')).toBeDefined();
  expect(drawn).toBe(once);
});

test('who came on stage is a quiet line in the log: nothing to answer, and its name keeps its direction', async () => {
  const { connection, screen } = await show();
  const event = {
    ...aMessage(),
    messageId: 'msg_2',
    name: 'محمد',
    text: 'is on stage now',
    event: 'on-stage',
  };
  await act(async () => connection.emit('chat.messages', { messages: [event] }));
  const name = screen.getByText('محمد');
  expect(name.tagName).toBe('BDI');
  expect(name.closest('[role="log"]')).not.toBeNull();
  expect(name.parentElement?.textContent).toContain('محمد is on stage now');
  expect(screen.queryByRole('button', { name: /محمد/ })).toBeNull();
});

test('an event that only a newer server knows is said in its words', async () => {
  const { connection, screen } = await show();
  const event = { ...aMessage(), messageId: 'msg_2', name: 'Grace', text: 'has won', event: 'won' };
  await act(async () => connection.emit('chat.messages', { messages: [event] }));
  expect(screen.getByText('Grace').parentElement?.textContent).toContain('Grace has won');
});
