/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { renderInPage } from '../../testing/render.js';
import { Tabs } from './tabs.js';

function Broken({ fails }: { fails: { now: boolean } }) {
  if (fails.now) throw new Error('a fault of the panel');
  return <p>All is well</p>;
}

afterEach(() => {
  document.body.replaceChildren();
  jest.restoreAllMocks();
});

test('a panel that throws leaves the others alone, and can be tried again', async () => {
  // React reports what it caught.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const fails = { now: true };
  const { user, screen } = await renderInPage(
    <Tabs
      label="Panels"
      tabs={[
        { id: 'a', label: 'One', content: <Broken fails={fails} /> },
        { id: 'b', label: 'Two', content: <p>The other panel</p> },
      ]}
    />,
  );
  expect(screen.getByText('This part of the page stopped working.')).toBeDefined();
  fails.now = false;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(screen.getByText('All is well')).toBeDefined();
  await user.click(screen.getByRole('tab', { name: 'Two' }));
  expect(screen.getByText('The other panel')).toBeDefined();
});
