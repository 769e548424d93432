import { expect, test } from '@jest/globals';
import { unreadMessages } from './unread-messages.js';

const CHAT = ['ada', 'grace', 'me', 'ada'].map((personId, at) => ({ messageId: `msg_${at}`, personId }));

test('messages of others after the last one that was read are unread', () => {
  expect(unreadMessages(CHAT, 'msg_0', 'me')).toBe(2);
  expect(unreadMessages(CHAT, 'msg_3', 'me')).toBe(0);
});

test('where nothing was read, or what was read is gone, all of them are', () => {
  expect(unreadMessages(CHAT, undefined, 'me')).toBe(3);
  expect(unreadMessages(CHAT, 'msg_deleted', undefined)).toBe(4);
  expect(unreadMessages([], undefined, 'me')).toBe(0);
});
