/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';
import { act } from '@testing-library/react';
import { StudioTalk } from '#client';
import { FakeConnection } from '../../../testing/fake-connection.js';
import { renderInPage } from '../../../testing/render.js';
import { PrivateChat } from './private-chat.js';
import { PrivateChatButton } from './private-chat-button.js';

const message = {
  messageId: 'said_1',
  personId: 'per_2',
  name: 'Hedy',
  role: 'host',
  text: 'Three minutes: https://example.org',
  atWallMs: 0,
};

const open = () => {
  const connection = new FakeConnection({ role: 'guest' });
  connection.answer('studio.messages', () => ({ messages: [] }));
  return { connection, talk: new StudioTalk(connection.asConnection) };
};

afterEach(() => document.body.replaceChildren());

test('says who reads it, shows what is written with its links, and sends what is typed', async () => {
  const { connection, talk } = open();
  const { screen, user } = await renderInPage(<PrivateChat talk={talk} />);
  expect(screen.getByText(/Viewers never see/)).toBeDefined();
  await act(async () => connection.emit('studio.said', { message }));
  expect(screen.getByText('Hedy')).toBeDefined();
  expect(screen.getByRole('link').getAttribute('href')).toBe('https://example.org');
  await user.type(screen.getByRole('textbox'), 'On my way{Enter}');
  expect(connection.requests.at(-1)).toEqual({ name: 'studio.say', data: { text: 'On my way' } });
});

test('what was refused stays in the field, with the reason', async () => {
  const { connection, talk } = open();
  connection.answer('studio.say', () => {
    throw new Error('no');
  });
  const { screen, user } = await renderInPage(<PrivateChat talk={talk} />);
  await user.type(screen.getByRole('textbox'), 'On my way{Enter}');
  expect(screen.getByRole('textbox')).toHaveProperty('value', 'On my way');
});

test('a guest who came from the audience sees how many are unread, and opens them', async () => {
  const { connection, talk } = open();
  const { screen, user } = await renderInPage(<PrivateChatButton talk={talk} />);
  await act(async () => connection.emit('studio.said', { message }));
  await user.click(screen.getByRole('button', { name: /1 new private message/ }));
  expect(screen.getByRole('dialog')).toBeDefined();
  expect(screen.getByText('Hedy')).toBeDefined();
});
