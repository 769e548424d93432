/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { ApiFailure } from '#client';
import { renderInPage } from '../../testing/render.js';
import { ProblemState } from './problem-state.js';

afterEach(() => document.body.replaceChildren());

test.each([
  ['a server that cannot be reached', ApiFailure.offline(), 'You are offline'],
  ['a show that is not there', new ApiFailure('show-not-found', '', 404), 'Page not found'],
  [
    'a page that is closed to this person',
    new ApiFailure('not-allowed', '', 403),
    'You cannot open this page',
  ],
  ['a fault of the server', new ApiFailure('internal', '', 500), 'Something went wrong'],
])('%s has a title of its own', async (_what, error, title) => {
  const { screen } = await renderInPage(<ProblemState error={error} onRetry={() => undefined} />);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(title);
});

test('what may pass can be tried again', async () => {
  const onRetry = jest.fn();
  const { user, screen } = await renderInPage(
    <ProblemState error={ApiFailure.offline()} onRetry={onRetry} />,
  );
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(onRetry).toHaveBeenCalledTimes(1);
});
