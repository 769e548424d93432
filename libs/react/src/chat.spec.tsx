/** @jest-environment jsdom */

import { afterEach, expect, test } from '@jest/globals';
import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AudienceClient, PromotionClient, WireFailure } from '#client';
import { anAudience } from '../../../apps/web/testing/an-audience.js';
import { FakeConnection } from '../../../apps/web/testing/fake-connection.js';
import { Chat } from './chat.js';
import { ShowContext } from './show-context.js';
import { KOREAN } from './texts.js';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

async function show(audience = anAudience()) {
  const connection = new FakeConnection().answer('audience.get', () => audience);
  const joined = {
    connection: connection.asConnection,
    audience: new AudienceClient(connection.asConnection),
    promotions: new PromotionClient(connection.asConnection),
  };
  await act(async () => {
    render(
      <ShowContext value={joined}>
        <Chat texts={KOREAN} />
      </ShowContext>,
    );
  });
  return { connection, field: screen.getByRole<HTMLInputElement>('textbox', { name: KOREAN.say }) };
}

afterEach(cleanup);

test('what was said is there, and what is typed is sent', async () => {
  const { connection, field } = await show();
  screen.getByText('Hello');
  await userEvent.type(field, 'Good evening{Enter}');
  expect(connection.requests.find(({ name }) => name === 'chat.send')?.data).toMatchObject({
    text: 'Good evening',
  });
  expect(field.value).toBe('');
});

test('nothing is sent of spaces alone', async () => {
  const { connection, field } = await show();
  await userEvent.type(field, '   {Enter}');
  expect(connection.countOf('chat.send')).toBe(0);
});

test('what is refused stays, with the reason', async () => {
  const { connection, field } = await show();
  connection.answer('chat.send', () => {
    throw new WireFailure({ code: 'slow-mode', message: 'Wait for five seconds.', retry: true });
  });
  await userEvent.type(field, 'Too soon{Enter}');
  expect((await screen.findByRole('alert')).textContent).toBe('Wait for five seconds.');
  expect(field.value).toBe('Too soon');
});

test('a closed chat takes nothing', async () => {
  const { field } = await show(anAudience({ rules: { chatOpen: false } }));
  expect(field.disabled).toBe(true);
});

test('outside of a show there is no chat', () => {
  const { container } = render(<Chat />);
  expect(container.childNodes).toHaveLength(0);
});
