/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { cleanup, waitFor } from '@testing-library/react';
import { ApiFailure } from '#client';
import { renderInPage } from '../../testing/render.js';
import { forgetWho } from './person.js';
import { problemText } from './problem-text.js';
import { useFetched } from './use-fetched.js';

afterEach(cleanup);

interface ListProps {
  load: () => Promise<string[]>;
  everyMs?: (value: string[] | undefined) => number | null;
  isKept?: boolean;
}

function List({ load, everyMs = () => null, isKept = false }: ListProps) {
  const { value, error, reload } = useFetched(['list'], load, { everyMs, isKept });
  return (
    <>
      <p data-testid="list">{value?.join() ?? (error ? problemText(error) : 'coming')}</p>
      <button type="button" onClick={reload}>
        reload
      </button>
    </>
  );
}

const refused = new ApiFailure('not-allowed', 'Not for you.', 403);
/** Further than the first retry of what may pass. */
const SOON = { timeout: 3_000 };

test('who wants the same at once shares one request', async () => {
  const load = jest.fn(async () => ['one']);
  const { screen } = await renderInPage(
    <>
      <List load={load} />
      <List load={load} />
    </>,
  );
  expect(screen.getAllByTestId('list').map(({ textContent }) => textContent)).toEqual(['one', 'one']);
  expect(load).toHaveBeenCalledTimes(1);
});

test('what may pass is tried once more before it is said', async () => {
  const load = jest.fn(async () => ['one']);
  load.mockRejectedValueOnce(ApiFailure.offline());
  const { screen } = await renderInPage(<List load={load} />);
  expect(screen.getByTestId('list').textContent).toBe('coming');
  await waitFor(() => expect(screen.getByTestId('list').textContent).toBe('one'), SOON);
  expect(load).toHaveBeenCalledTimes(2);
});

test('a refusal is said at once and not tried again; what was known before stays', async () => {
  const load = jest.fn(async () => ['one']);
  const { user, screen } = await renderInPage(<List load={load} />);
  load.mockRejectedValue(refused);
  await user.click(screen.getByRole('button'));
  expect(screen.getByTestId('list').textContent).toBe('one');
  expect(load).toHaveBeenCalledTimes(2);
  load.mockResolvedValue(['two']);
  await user.click(screen.getByRole('button'));
  expect(screen.getByTestId('list').textContent).toBe('two');
});

test('it is fetched again and again until the value says that it is done', async () => {
  const load = jest.fn(async () => ['waiting']);
  load.mockResolvedValueOnce(['waiting']).mockResolvedValueOnce(['ready']);
  const everyMs = (value: string[] | undefined) => (value?.[0] === 'ready' ? null : 10);
  const { screen } = await renderInPage(<List load={load} everyMs={everyMs} />);
  await waitFor(() => expect(screen.getByTestId('list').textContent).toBe('ready'));
  expect(load).toHaveBeenCalledTimes(2);
});

test('what is kept is shown to the person for whom it was fetched, and to nobody after a sign-out', async () => {
  const load = jest.fn(async () => ['one']);
  const again = () => <List load={load} isKept />;
  const { screen, rerender } = await renderInPage(again());
  load.mockRejectedValue(refused);
  await rerender(<p />);
  await rerender(again());
  expect(screen.getByTestId('list').textContent).toBe('one');
  await rerender(<p />);
  forgetWho();
  await rerender(again());
  expect(screen.getByTestId('list').textContent).toBe(problemText(refused));
});
