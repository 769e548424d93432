/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { waitFor } from '@testing-library/react';
import { renderInPage } from '../../../testing/render.js';
import { catchSavedFiles } from '../../../testing/saved-files.js';
import { api } from '../../ui/api.js';
import { AuditLog } from './audit-log.js';
import type { AuditEntry } from './use-audit-log.js';

const anEntry = (fields: Partial<AuditEntry> = {}): AuditEntry => ({
  ...{ id: 'aud_1', showId: 'show_1', action: 'shows.change', targetId: null, details: {} },
  ...{ actor: { kind: 'person', id: 'person_1', name: 'Ada' }, at: '2026-01-01T10:00:00.000Z' },
  ...fields,
});

afterEach(() => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
});

async function open(pages: (before: number | undefined) => { items: AuditEntry[]; next: number | null }) {
  const call = jest
    .spyOn(api.calls, 'call')
    .mockImplementation((async (_id: string, { query }: { query: { before?: number } }) =>
      pages(query.before)) as never);
  return { call: call as unknown as jest.Mock, ...(await renderInPage(<AuditLog />)) };
}

test('the log is filtered by name and area, and turned page by page', async () => {
  const { call, screen, user } = await open((before) => ({
    items: [anEntry()],
    next: before === undefined ? 7 : null,
  }));
  await user.click(await screen.findByRole('button', { name: 'Next page' }));
  expect(call).toHaveBeenLastCalledWith('house.audit', { query: { limit: 20, before: 7 } });
  await user.selectOptions(screen.getByLabelText('Area'), 'shows');
  expect(call).toHaveBeenLastCalledWith('house.audit', { query: { action: 'shows,tickets', limit: 20 } });
  await user.type(screen.getByLabelText('Search by name'), 'ad');
  const query = { actor: 'ad', action: 'shows,tickets', limit: 20 };
  await waitFor(() => expect(call).toHaveBeenLastCalledWith('house.audit', { query }));
  expect(screen.getByRole('link', { name: 'show_1' }).getAttribute('href')).toBe('/owner/shows/show_1');
});

test('two presses before the next page is here turn one page', async () => {
  const { call, screen, user } = await open(() => ({ items: [anEntry()], next: 7 }));
  const next = await screen.findByRole('button', { name: 'Next page' });
  call.mockImplementation(() => new Promise(() => undefined));
  await user.dblClick(next);
  await user.click(screen.getByRole('button', { name: 'Previous page' }));
  expect(screen.getByRole('button', { name: 'Previous page' })).toHaveProperty('disabled', true);
});

test('an empty log and a filter without a match say so in different words', async () => {
  const { screen, user } = await open(() => ({ items: [], next: null }));
  expect(await screen.findByText('Nothing was done yet.')).toBeDefined();
  await user.selectOptions(screen.getByLabelText('Area'), 'people');
  expect(await screen.findByText(/Nothing matches/)).toBeDefined();
});

test('the file has all pages of what is filtered', async () => {
  const saved = catchSavedFiles();
  const { screen, user } = await open((before) =>
    before === undefined
      ? { items: [anEntry()], next: 7 }
      : { items: [anEntry({ id: 'aud_2', action: 'shows.end', details: { reason: 'late' } })], next: null },
  );
  await user.click(await screen.findByRole('button', { name: 'Download CSV' }));
  const lines = await saved.lines();
  expect(lines).toHaveLength(3);
  expect(lines[1]).toBe('2026-01-01T10:00:00.000Z,Ada,person_1,person,shows.change,,show_1,');
  expect(lines[2]).toContain('shows.end');
  expect(lines[2]).toContain('"{""reason"":""late""}"');
});
