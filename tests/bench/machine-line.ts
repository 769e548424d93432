import type { MachineFacts } from './machine.js';

/** What every report says of where its figures come from. */
export function machineLine(machine: MachineFacts): string {
  const versions = Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`);
  return `${machine.date}, ${machine.cores} cores of ${machine.processor}, ${machine.memoryGiB} GiB, Linux ${machine.kernel}; ${versions.join(', ')}`;
}
