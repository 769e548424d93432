import type { MachineFacts } from '../bench/machine.js';
import { machineLine } from '../bench/machine-line.js';
import type { Damage } from './damage.js';
import type { FaultReport } from './run-fault.js';

export interface CommittedFaults {
  faults: (FaultReport & { machine: MachineFacts })[];
}

const seconds = (ms: number | null): string => {
  if (ms === null || Number.isNaN(ms)) return 'unknown';
  return ms === 0 ? '0' : `${(ms / 1_000).toFixed(1)} s`;
};
const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
const back = (damage: Damage): string => (damage.isBack ? seconds(damage.backAfterMs) : '**not**');

function viewerRow({ title, damage, broken }: FaultReport): string[] {
  return [
    title,
    seconds(damage.hiddenMs),
    seconds(damage.stalledMs),
    seconds(damage.silentMs),
    back(damage),
    `${seconds(damage.latencyBeforeMs)} to ${seconds(damage.latencyAfterMs)}`,
    broken.length === 0 ? 'kept' : broken.join('; '),
  ];
}

const standing = ({ hiddenMs, stalledMs }: Damage): string => seconds(hiddenMs + stalledMs);

function stageRow({ title, atHost, atGuest, writes }: FaultReport): string[] {
  return [
    title,
    standing(atHost),
    seconds(atHost.silentMs),
    back(atHost),
    standing(atGuest),
    seconds(atGuest.silentMs),
    back(atGuest),
    `${writes.acknowledged}, ${writes.refused}, ${writes.lost}`,
  ];
}

const quoted = (texts: readonly string[]): string => texts.map((text) => `"${text}"`).join(', ');

function words({ title, hostSaw, guestSaw, viewerSaw, notes }: FaultReport): string[] {
  const facts = [
    ...(hostSaw.length > 0 ? [`the host read ${quoted(hostSaw)}`] : []),
    ...(guestSaw.length > 0 ? [`the guest read ${quoted(guestSaw)}`] : []),
    ...(viewerSaw.length > 0 ? [`the viewer read ${quoted(viewerSaw)}`] : []),
    ...notes,
  ];
  return facts.length === 0 ? [] : [`- ${title}: ${facts.join('; ')}.`];
}

const VIEWER = [
  'fault',
  'without the host',
  'standing still',
  'silent',
  'whole again after',
  'latency before and after',
  'promise',
];
const STAGE = [
  'fault',
  'host: guest stands still',
  'host: guest silent',
  'whole again after',
  'guest: host stands still',
  'guest: host silent',
  'whole again after',
  'writes answered, refused, lost',
];

/** What is committed as `docs/reliability.md`. */
export function reliabilityText({ faults }: CommittedFaults): string {
  const broken = faults.filter((each) => each.broken.length > 0);
  const lost = faults.reduce((sum, { writes }) => sum + writes.lost, 0);
  const acknowledged = faults.reduce((sum, { writes }) => sum + writes.acknowledged, 0);
  const machines = [...new Set(faults.map(({ machine }) => machineLine(machine)))];
  return [
    '# Reliability',
    "Written by `npm run chaos -- --report`; do not edit. Each fault strikes a real show, its own or one that the fault before left whole: a host and a promoted guest with cameras that draw the clock, by the pages' own buttons, and a viewer on the watch page. What each lost is read out of the played picture and sound. Somebody writes four times a second meanwhile and looks for all that was answered afterwards.",
    broken.length === 0
      ? `All promises of ${faults.length} faults are kept.`
      : `${broken.length} of ${faults.length} faults break a promise; the table says which.`,
    `Of ${acknowledged} acknowledged writes ${lost} were lost.`,
    '## What the viewer saw',
    '"Without the host" counts frames that came without a new moment of the camera (a placeholder, the slate), "standing still" the time without any frame, "whole again after" the time from the blow to the end of the last harm over 0.4 s. Faults that last are counted from their beginning.',
    table(VIEWER, faults.map(viewerRow)),
    '## What host and guest saw of each other',
    table(STAGE, faults.map(stageRow)),
    '## What was said',
    faults.flatMap(words).join('\n'),
    `Run ${machines.join('; and ')}. Again with \`npm run chaos -- NAME\`.`,
    '',
  ].join('\n\n');
}
