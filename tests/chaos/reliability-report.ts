import type { MachineFacts } from '../bench/machine.js';
import type { FaultReport } from './run-fault.js';

export interface CommittedFaults {
  machine: MachineFacts;
  faults: FaultReport[];
}

const seconds = (ms: number): string => (ms === 0 ? '0' : `${(ms / 1_000).toFixed(1)} s`);
const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function row({ title, damage, broken, notes }: FaultReport): string {
  const latency = `${seconds(damage.latencyBeforeMs)} to ${seconds(damage.latencyAfterMs)}`;
  return line([
    title,
    seconds(damage.hiddenMs),
    seconds(damage.stalledMs),
    seconds(damage.silentMs),
    damage.isBack ? seconds(damage.backAfterMs) : 'not',
    damage.isBack ? latency : seconds(damage.latencyBeforeMs),
    broken.length === 0 ? 'kept' : broken.join('; '),
    notes.join('; '),
  ]);
}

const HEADINGS = [
  'fault',
  'without the host',
  'standing still',
  'silent',
  'whole again after',
  'latency before and after',
  'promise',
  'notes',
];

/** What is committed as `docs/reliability.md`. */
export function reliabilityText({ machine, faults }: CommittedFaults): string {
  const broken = faults.filter((each) => each.broken.length > 0);
  return [
    '# Reliability',
    "Written by `npm run chaos -- --report`; do not edit. Each fault strikes a real show of its own: a host with a camera that draws the clock, by the page's own buttons, and a viewer on the watch page. What the viewer lost is read out of the played picture and sound.",
    '"Without the host" counts frames that came without a new moment of the camera (a placeholder, the slate), "standing still" the time without any frame, "whole again after" the time from the blow to the end of the last harm. Faults that last are counted from their beginning.',
    broken.length === 0
      ? 'Every promise is kept.'
      : `${broken.length} of ${faults.length} promises are not kept; the table says which.`,
    [line(HEADINGS), line(HEADINGS.map(() => '---')), ...faults.map(row)].join('\n'),
    `Run ${machine.date} on ${machine.cores} cores of ${machine.processor}, Linux ${machine.kernel}, ${Object.entries(
      machine.versions,
    )
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}. Again with \`npm run chaos -- NAME\`.`,
    '',
  ].join('\n\n');
}
