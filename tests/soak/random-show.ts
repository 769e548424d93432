import type { Page } from 'playwright-core';
import { CHILD } from '../chaos/strike-child.js';
import type { Random } from '../support/seeded-random.js';
import type { ShowUnderTest } from '../support/show-under-test.js';

const CLICK_WITHIN_MS = 5_000;

async function press(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().click({ timeout: CLICK_WITHIN_MS });
}

function kill(show: ShowUnderTest, kind: RegExp): void {
  for (const { pid } of show.server.childrenLike(kind).slice(0, 1)) process.kill(pid, 'SIGKILL');
}

/** What happens in a show, and what should not. */
const DEEDS: readonly { name: string; do(show: ShowUnderTest): Promise<void> | void }[] = [
  { name: 'microphone', do: ({ host }) => press(host, /^(Mute|Unmute) microphone$/) },
  { name: 'camera', do: ({ host }) => press(host, /^Turn camera (off|on)$/) },
  { name: 'screen', do: ({ host }) => press(host, /^(Share screen|Stop sharing)$/) },
  { name: 'layout', do: async ({ host }) => host.keyboard.press('2') },
  { name: 'reload of the host', do: async ({ host }) => void (await host.reload()) },
  { name: 'video encoder killed', do: (show) => kill(show, CHILD.videoEncoder) },
  { name: 'audio encoder killed', do: (show) => kill(show, CHILD.audioEncoder) },
  { name: 'decoder killed', do: (show) => kill(show, CHILD.decoder) },
];

/** One deed by chance; what could not be done is told, and is no reason to end. */
export async function doSomething(show: ShowUnderTest, random: Random): Promise<string> {
  const deed = DEEDS[Math.floor(random() * DEEDS.length)];
  if (!deed) return 'nothing';
  try {
    await deed.do(show);
    const enter = show.host.getByRole('button', { name: 'Enter the studio' });
    if (deed.name === 'reload of the host') await enter.click({ timeout: 4 * CLICK_WITHIN_MS });
    return deed.name;
  } catch (error) {
    return `${deed.name} failed: ${String(error).split('\n')[0]}`;
  }
}
