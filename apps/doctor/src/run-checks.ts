import type { Clock } from '#kernel';
import { bad, type Check, type Finding } from './finding.js';

/** A name server or a database that is away must not keep the others waiting. */
const CHECK_WITHIN_MS = 15_000;

export interface Report {
  name: string;
  findings: readonly Finding[];
}

/** All at once; one that fails or hangs is a finding of its own. */
export function runChecks(checks: readonly Check[], clock: Clock): Promise<Report[]> {
  return Promise.all(checks.map(async ({ name, run }) => ({ name, findings: await findingsOf(run, clock) })));
}

function findingsOf(run: Check['run'], clock: Clock): Promise<readonly Finding[]> {
  return new Promise((resolve) => {
    const stopWaiting = clock.after(CHECK_WITHIN_MS, () =>
      resolve([
        bad(`no answer within ${CHECK_WITHIN_MS / 1_000} s`, 'Run it again; if it stays so, report it.'),
      ]),
    );
    run()
      .catch((error: unknown) => [bad(reasonOf(error), 'Mend what it says and run this again.')])
      .then((findings) => {
        stopWaiting();
        resolve(findings);
      });
  });
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
