/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';
import { renderInPage } from '../../testing/render.js';
import { LinkedText } from './linked-text.js';

afterEach(() => document.body.replaceChildren());

test('addresses are links to elsewhere, without what closes the sentence', async () => {
  const { screen } = await renderInPage(
    <p>
      <LinkedText text="see (https://example.org/a?b=1), and javascript:alert(1)!" />
    </p>,
  );
  const links = screen.getAllByRole('link');
  expect(links.map((link) => link.getAttribute('href'))).toEqual(['https://example.org/a?b=1']);
  expect(links[0]?.getAttribute('rel')).toContain('noopener');
  expect(document.querySelector('p')?.textContent).toBe(
    'see (https://example.org/a?b=1), and javascript:alert(1)!',
  );
});
