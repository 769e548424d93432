import type { MachineFacts } from '../bench/machine.js';
import type { FaultReport } from './run-fault.js';

export type Strike = FaultReport & { machine: MachineFacts };

/** One fault with all its strikes, the earliest first. */
export interface CommittedFault {
  name: string;
  title: string;
  strikes: Strike[];
}

export interface CommittedFaults {
  faults: CommittedFault[];
}

/** Reports that were written before strikes were kept have one of each fault. */
export function readCommitted(text: string): CommittedFaults {
  const { faults } = JSON.parse(text) as { faults: (CommittedFault | Strike)[] };
  return {
    faults: faults.map((each) =>
      'strikes' in each ? each : { name: each.name, title: each.title, strikes: [each] },
    ),
  };
}

/** A strike is added and replaces none: a fault that broke its promise once has broken it. */
export function withStrike(
  { faults }: CommittedFaults,
  strike: Strike,
  { leaveOutEarlier = false } = {},
): CommittedFaults {
  const { name, title } = strike;
  const earlier = leaveOutEarlier ? [] : (faults.find((each) => each.name === name)?.strikes ?? []);
  const others = faults.filter((each) => each.name !== name);
  const all = [...others, { name, title, strikes: [...earlier, strike] }];
  return { faults: all.sort((one, other) => one.name.localeCompare(other.name)) };
}
