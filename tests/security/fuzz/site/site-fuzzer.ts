import { systemClock } from '#kernel';
import type { Random } from '../../../support/kernel/seeded-random.js';
import { type SiteAgent, type SiteAnswer, type SiteQuestion, someVisitor } from './site-agent.js';
import type { Tally } from './tally.js';

export interface SiteFuzzer {
  readonly tally: Tally;
  /** So many wait for their answers at once. */
  readonly lanes: number;
  readonly perSecond: number;
  next(random: Random): Promise<SiteQuestion> | SiteQuestion;
  /** Of what an answer brought into being, so that it can be taken away again. */
  after?(question: SiteQuestion, answer: SiteAnswer): Promise<void>;
}

/** A restart of the server or a full bound is an answer, not a fault: who is answered so often is in the tally. */
const isFault = (status: number): boolean => status >= 500 && status !== 503;
const AFTER_FAILURE_MS = 500;

/** Sends odd requests at an even pace until it is stopped. */
export async function fuzzSite(
  fuzzer: SiteFuzzer,
  { agent, random, signal }: { agent: SiteAgent; random: Random; signal: AbortSignal },
): Promise<void> {
  const lane = async () => {
    while (!signal.aborted) {
      const beganMs = systemClock.monotonicMs();
      await askOnce(fuzzer, agent, random, signal);
      const dueMs = (1_000 * fuzzer.lanes) / fuzzer.perSecond;
      const restMs = dueMs - (systemClock.monotonicMs() - beganMs);
      if (restMs > 0) await systemClock.sleep(restMs, signal).catch(() => undefined);
    }
  };
  await Promise.all(Array.from({ length: fuzzer.lanes }, lane));
}

async function askOnce(
  fuzzer: SiteFuzzer,
  agent: SiteAgent,
  random: Random,
  signal: AbortSignal,
): Promise<void> {
  const { tally } = fuzzer;
  let shown = 'the next question';
  try {
    const question = await fuzzer.next(random);
    shown = `${question.method} ${question.path} ${question.body?.toString('latin1') ?? ''}`;
    const answer = await agent.ask(question, someVisitor(random));
    tally.add(String(answer.status));
    if (isFault(answer.status)) tally.fault(`${answer.status} ${shown} -> ${answer.body.slice(0, 100)}`);
    await fuzzer.after?.(question, answer);
  } catch (error) {
    if (signal.aborted) return;
    tally.add('no answer');
    tally.fault(`${String(error)} ${shown}`);
    await systemClock.sleep(AFTER_FAILURE_MS, signal).catch(() => undefined);
  }
}
