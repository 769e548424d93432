/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { ApiFailure } from '#client';
import { renderInPage } from '../../testing/render.js';
import { api } from '../ui/api.js';
import { JoinPage } from './join-page.js';

afterEach(() => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
});

const failure = (status: number, code: string) => new ApiFailure(code, '', status);

test.each([
  ['a used one', failure(410, 'invitation-over'), 'This invitation is no longer valid', false],
  ['no connection', failure(0, 'offline'), /offline|connect/i, true],
  ['a refusal', failure(403, 'not-allowed'), 'You do not have permission to do this.', true],
  ['a failure', failure(500, 'internal'), 'Something went wrong. Try again in a moment.', true],
])('an invitation that is not read for %s says so', async (_what, error, words, canRetry) => {
  jest.spyOn(api, 'invitation').mockRejectedValue(error);
  await renderInPage(<JoinPage ticket="token" />);
  // What may pass is tried once more first.
  expect((await screen.findAllByText(words)).length).toBeGreaterThan(0);
  expect(screen.queryByRole('button', { name: 'Try again' }) !== null).toBe(canRetry);
});
