/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';
import { Observed, type StageClient, type StageState } from '#client';
import { renderInPage } from '../../testing/render.js';
import { ConnectionNotice } from './connection-notice.js';

const stageIn = (fields: Partial<StageState>): StageClient =>
  ({
    state: new Observed({ phase: 'on', path: 'connected', triedAddresses: [], ...fields }),
  }) as unknown as StageClient;

afterEach(() => document.body.replaceChildren());

test('a path that never opened names the addresses that were tried, and what to do', async () => {
  const stage = stageIn({ phase: 'lost', path: 'unreachable', triedAddresses: ['udp 192.0.2.2:40000'] });
  const { screen } = await renderInPage(<ConnectionNotice stage={stage} isCut={false} />);
  const alert = screen.getByRole('alert');
  expect(alert.textContent).toContain('udp 192.0.2.2:40000');
  expect(alert.textContent).toContain('TURN');
});

test.each([
  [{ phase: 'lost' } as const, false, 'Reconnecting audio and video…'],
  [{ path: 'interrupted' } as const, false, 'Reconnecting audio and video…'],
  [{ phase: 'rebuilding' } as const, false, 'The media server was restarted. Reconnecting…'],
  [{}, true, 'Reconnecting… Your place on stage is kept.'],
])('%j with a socket that is cut: %s', async (state, isCut, words) => {
  const { screen } = await renderInPage(<ConnectionNotice stage={stageIn(state)} isCut={isCut} />);
  expect(screen.getAllByText(words)).toHaveLength(1);
});

test('nothing is shown while all is well', async () => {
  const { screen } = await renderInPage(<ConnectionNotice stage={stageIn({})} isCut={false} />);
  expect(screen.queryByRole('alert')).toBeNull();
});
