import { systemClock } from '#kernel';
import { FuzzSender } from '../fuzz-sender.js';
import type { FuzzedSite } from './fuzzed-site.js';
import type { Tally } from './tally.js';

const MESSAGES_OF_A_SOCKET = 60;
const AFTER_FAILURE_MS = 2_000;

/** Spoilt messages over real sockets, by people of every role, each socket after the other. */
export async function streamMessages(
  site: FuzzedSite,
  tally: Tally,
  { perSecond, seed, signal }: { perSecond: number; seed: number; signal: AbortSignal },
): Promise<void> {
  const dueMs = (1_000 * MESSAGES_OF_A_SOCKET * site.senderTickets.length) / perSecond;
  const person = async (ticket: string, index: number) => {
    for (let round = 0; !signal.aborted; round += 1) {
      const beganMs = systemClock.monotonicMs();
      const options = {
        url: site.server.url,
        ticket,
        tabId: `tab-${index}`,
        seed: seed + index + 1_000 * round,
      };
      try {
        const poured = await new FuzzSender(options).pour(MESSAGES_OF_A_SOCKET, () => undefined);
        tally.add('answered', poured.answered);
        tally.add('refused as too many', poured.refused);
        tally.add('cut as too large', poured.cut);
        for (const fault of poured.faults) tally.fault(fault);
      } catch (error) {
        if (signal.aborted) return;
        tally.fault(`the socket of ${index} did not open: ${String(error)}`);
        await systemClock.sleep(AFTER_FAILURE_MS, signal).catch(() => undefined);
      }
      const restMs = dueMs - (systemClock.monotonicMs() - beganMs);
      if (restMs > 0) await systemClock.sleep(restMs, signal).catch(() => undefined);
    }
  };
  await Promise.all(site.senderTickets.map(person));
}
