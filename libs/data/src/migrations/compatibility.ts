/** The migration with which the last use of what is removed went away: a version that has it can run on. */
const CONTRACT = /^-- contract: unused since (\d{14}_\w+)$/m;
const EXPAND = 'expand';
const RECORDED_CONTRACT = /^contract: unused since (\S+)$/;

/**
 * Which versions a migration leaves able to run, as it is recorded in its row. A version that does not have the
 * migration has no other way to learn it. `tests/laws/migrations.spec.ts` holds the scripts to it.
 */
export function compatibilityOf(script: string): string {
  const since = CONTRACT.exec(script)?.[1];
  return since === undefined ? EXPAND : `contract: unused since ${since}`;
}

/** Whether a version that knows these migrations can run beside one that it does not know. */
export function isCompatible(recorded: string | null, isKnown: (migration: string) => boolean): boolean {
  if (recorded === EXPAND) return true;
  const since = RECORDED_CONTRACT.exec(recorded ?? '')?.[1];
  return since !== undefined && isKnown(since);
}
