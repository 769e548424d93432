/** @jest-environment jsdom */

import { afterEach, expect, test } from '@jest/globals';
import { act } from '@testing-library/react';
import { AudienceClient, type HeldMessage } from '#client';
import { FakeConnection } from '../../testing/fake-connection.js';
import { renderInPage } from '../../testing/render.js';
import { HeldBar } from './held-bar.js';
import { HeldMessages } from './held-messages.js';
import { WaitingNotes } from './waiting-notes.js';

const held = (n: number, cause: HeldMessage['cause'] = 'link'): HeldMessage => ({
  messageId: `msg_${n}`,
  personId: `per_${n}`,
  name: `Viewer ${n}`,
  role: 'viewer',
  text: `see place${n}.example`,
  cause,
  atWallMs: 0,
});

function clientOf() {
  const connection = new FakeConnection();
  // Nothing was said before.
  connection.answer('audience.get', () => Promise.reject(new Error('away')));
  return { connection, audience: new AudienceClient(connection.asConnection) };
}

afterEach(() => document.body.replaceChildren());

test('says that nothing waits; what comes is there with its cause, and gone once decided', async () => {
  const { connection, audience } = clientOf();
  const { screen } = await renderInPage(<HeldMessages audience={audience} />);
  expect(screen.getByText('No messages are waiting.')).toBeDefined();
  await act(async () => connection.emit('chat.held', { messages: [held(1), held(2, 'profanity')] }));
  expect(screen.getByText('Links')).toBeDefined();
  expect(screen.getByText('Profanity')).toBeDefined();
  // The event of a message that the page has just loaded with the queue.
  await act(async () => connection.emit('chat.held', { messages: [held(1)] }));
  expect(screen.getAllByText('Links')).toHaveLength(1);
  await act(async () => connection.emit('chat.settled', { messageIds: ['msg_1', 'msg_2'] }));
  expect(screen.getByText('No messages are waiting.')).toBeDefined();
});

test('buttons and keys decide, and arrows move from message to message', async () => {
  const { connection, audience } = clientOf();
  const { screen, user } = await renderInPage(<HeldMessages audience={audience} />);
  await act(async () => connection.emit('chat.held', { messages: [held(1), held(2), held(3)] }));
  await user.click(screen.getByRole('button', { name: 'Ban Viewer 3' }));
  await act(async () => screen.getByLabelText(/of Viewer 1/).focus());
  await user.keyboard('{ArrowDown}');
  expect(document.activeElement?.getAttribute('aria-label')).toMatch(/Viewer 2/);
  await user.keyboard('{ArrowUp}a');
  await user.keyboard('r');
  expect(connection.requests.filter(({ name }) => name === 'chat.decide').map(({ data }) => data)).toEqual([
    { messageId: 'msg_3', decision: 'ban' },
    { messageId: 'msg_1', decision: 'approve' },
    { messageId: 'msg_2', decision: 'refuse' },
  ]);
});

test('a bar above the chat counts them, and opens them', async () => {
  const { connection, audience } = clientOf();
  const { screen, user } = await renderInPage(<HeldBar audience={audience} />);
  expect(screen.queryByRole('button')).toBeNull();
  await act(async () => connection.emit('chat.held', { messages: [held(1)] }));
  expect(screen.getByText('1 message is waiting')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Review' }));
  expect(screen.getByText(/place1\.example/)).toBeDefined();
});

test('a writer reads that a message waits, and that it was not approved', async () => {
  const { connection, audience } = clientOf();
  const { screen, user } = await renderInPage(<WaitingNotes audience={audience} />);
  await act(async () => {
    connection.emit('chat.waiting', { messageId: 'msg_1', text: 'one' });
    connection.emit('chat.waiting', { messageId: 'msg_2', text: 'two' });
  });
  expect(screen.getAllByText(/Waiting for a moderator/)).toHaveLength(2);
  await act(async () => {
    connection.emit('chat.decided', { messageId: 'msg_1', isApproved: true });
    connection.emit('chat.decided', { messageId: 'msg_2', isApproved: false });
  });
  expect(screen.getByText(/Not approved by a moderator/).textContent).toContain('two');
  await user.click(screen.getByRole('button', { name: 'Close' }));
  expect(document.body.textContent).not.toContain('two');
});
