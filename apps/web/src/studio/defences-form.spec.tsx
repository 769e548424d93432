/** @jest-environment jsdom */

import { afterEach, expect, test } from '@jest/globals';
import { AudienceClient } from '#client';
import { DEFENCE_CAUSES, WORD_CLASSES } from '#protocol';
import { FakeConnection } from '../../testing/fake-connection.js';
import { renderInPage } from '../../testing/render.js';
import { DefencesForm } from './defences-form.js';

const DEFENCES = {
  newcomerSeconds: 45,
  protectNames: true,
  moderatorLinks: true,
  classifier: true,
  actions: Object.fromEntries(DEFENCE_CAUSES.map((cause) => [cause, 'hold'])),
  words: Object.fromEntries(WORD_CLASSES.map((name) => [name, name === 'spam' ? ['free coins'] : []])),
};

async function show() {
  const connection = new FakeConnection();
  // Nothing was said before.
  connection.answer('audience.get', () => Promise.reject(new Error('away')));
  connection.answer('audience.get-words', () => ({ blockedWords: [], defences: DEFENCES }));
  const audience = new AudienceClient(connection.asConnection);
  const page = await renderInPage(<DefencesForm audience={audience} />);
  await page.screen.findByLabelText('Links');
  const changes = () =>
    connection.requests.filter(({ name }) => name === 'audience.set-rules').map(({ data }) => data);
  return { changes, connection, ...page };
}

afterEach(() => document.body.replaceChildren());

test('what becomes of each kind of message is chosen by itself', async () => {
  const { changes, screen, user } = await show();
  await user.selectOptions(screen.getByLabelText('Links'), 'Allow');
  await user.selectOptions(screen.getByLabelText('Profanity'), 'Collapse');
  await user.click(screen.getByLabelText('Use the automatic check of this site'));
  expect(changes()).toEqual([
    { defences: { actions: { link: 'allow' } } },
    { defences: { actions: { profanity: 'hide' } } },
    { defences: { classifier: false } },
  ]);
});

test('a time that was set elsewhere is shown as it is', async () => {
  const { screen } = await show();
  const field = screen.getByLabelText('A viewer counts as new for') as HTMLSelectElement;
  expect(field.selectedOptions[0]?.text).toBe('45 seconds');
});

test('the words of a class are edited, one a line', async () => {
  const { changes, screen, user } = await show();
  await user.selectOptions(screen.getByLabelText('Word lists'), 'Spam words');
  const field = screen.getByLabelText('Words: Spam words') as HTMLTextAreaElement;
  expect(field.value).toBe('free coins');
  await user.type(field, '{Enter} cheap followers ');
  await user.click(screen.getByRole('button', { name: 'Update list' }));
  expect(changes()).toEqual([{ defences: { words: { spam: ['free coins', 'cheap followers'] } } }]);
});

test('words that could not be saved stay in the field', async () => {
  const { connection, screen, user } = await show();
  connection.answer('audience.set-rules', () => Promise.reject(new Error('away')));
  const field = screen.getByLabelText('Words: Profanity') as HTMLTextAreaElement;
  await user.type(field, 'darnation');
  await user.click(screen.getByRole('button', { name: 'Update list' }));
  expect(await screen.findAllByText(/Something went wrong/)).not.toHaveLength(0);
  expect(field.value).toBe('darnation');
});
