import { globSync } from 'node:fs';

/** Preloaded, it shows a process another wall clock. A library that is missing is a warning of the linker and no more. */
export function faketimeLibrary(): string {
  const [found] = globSync('/usr/lib/*/faketime/libfaketime.so.1');
  if (found === undefined) throw new Error('faketime is not installed: apt-get install faketime');
  return found;
}
