import { notifyManager } from '@tanstack/react-query';
import { act, configure, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';
import { addWorkTexts, chooseLocale, type Locale } from '../src/i18n/locale.js';
import { queryClient } from '../src/ui/query-client.js';
import { Toasts } from '../src/ui/toast.js';
import './dom.js';

// Answers are drawn within the turn in which they come, which `act` waits for.
notifyManager.setScheduler(queueMicrotask);

/** How long `findBy…` and `waitFor` wait: specs run beside others on a full machine, and none tests how soon a text is drawn. */
const SIGN_WITHIN_MS = 20_000;
configure({ asyncUtilTimeout: SIGN_WITHIN_MS });

/** A component within what each page has around it, in one language. */
export async function renderInPage(content: ReactNode, locale: Locale = 'en') {
  await addWorkTexts();
  await chooseLocale(locale);
  queryClient.clear();
  const frame = (inner: ReactNode) => (
    <Tooltip.Provider>
      {inner}
      <Toasts />
    </Tooltip.Provider>
  );
  const user = userEvent.setup();
  // Within act, so that lazy parts and answered requests are drawn before the test goes on.
  const { rerender, unmount } = await act(async () => render(frame(content)));
  return { user, screen, unmount, rerender: (next: ReactNode) => act(async () => rerender(frame(next))) };
}
