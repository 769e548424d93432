/** @jest-environment jsdom */
import { expect, test } from '@jest/globals';
import { renderInPage } from '../../testing/render.js';
import type { MessageKey } from './messages.js';
import { useText } from './use-text.js';

function Line({ of }: { of: string }) {
  return <p>{useText()(of as MessageKey)}</p>;
}

test('a text that is missing is shown by its key; the page stays', async () => {
  const { screen } = await renderInPage(<Line of="studio.no-such-text" />);
  expect(screen.getByText('studio.no-such-text')).toBeDefined();
});
