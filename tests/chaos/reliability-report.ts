import { machineLine } from '../bench/machine-line.js';
import { median } from '../support/meters/statistics.js';
import type { CommittedFault, CommittedFaults, Strike } from './committed-faults.js';
import type { Damage } from './damage.js';
import { isPromised, promiseOf } from './promises.js';

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');

const seconds = (ms: number): string => (ms === 0 ? '0' : `${(ms / 1_000).toFixed(2)}`);

/** Median and, where there is more than one strike, the worst. What a strike has no figure of is unknown. */
function spread(values: readonly (number | null | undefined)[]): string {
  const known = values.filter((value): value is number => typeof value === 'number' && !Number.isNaN(value));
  if (known.length < values.length || known.length === 0) return 'unknown';
  const middle = seconds(median(known));
  return known.length === 1 ? middle : `${middle}, worst ${seconds(Math.max(...known))}`;
}

const of = (strikes: readonly Strike[], who: 'damage' | 'atHost' | 'atGuest', key: keyof Damage): string =>
  spread(strikes.map((strike) => strike[who][key] as number | undefined));

const back = (strikes: readonly Strike[], who: 'damage' | 'atHost' | 'atGuest'): string => {
  const never = strikes.filter((strike) => !strike[who].isBack).length;
  return never === 0 ? of(strikes, who, 'backAfterMs') : `**not** in ${never} of ${strikes.length}`;
};

const brokenOf = ({ strikes }: CommittedFault): Strike[] => strikes.filter(({ broken }) => broken.length > 0);

function verdictOf(fault: CommittedFault): string {
  const broken = brokenOf(fault).length;
  return broken === 0 ? 'kept' : `**broken** in ${broken} of ${fault.strikes.length}`;
}

/** `longestStallMs 4000, promised at most 2000`: the bound is that of all, the figure is each strike's own. */
const BOUND = /^(.+) (-?[\d.]+|NaN), promised at most (.+)$/;

/** Each promise that a fault broke, how often, and the worst of it. */
function missesOf(fault: CommittedFault): string[] {
  const facts = brokenOf(fault).flatMap(({ broken }) => broken);
  const figures = new Map<string, number[]>();
  const others = new Map<string, number>();
  for (const fact of facts) {
    const [, name, value, most] = BOUND.exec(fact) ?? [];
    const key = `${name} at most ${most}`;
    if (name === undefined) others.set(fact, (others.get(fact) ?? 0) + 1);
    else figures.set(key, [...(figures.get(key) ?? []), Number(value)]);
  }
  const times = (count: number) => `${count} of ${fault.strikes.length} strikes`;
  return [
    ...[...figures].map(
      ([key, values]) => `${key}: missed in ${times(values.length)}, worst ${worstOf(values)}`,
    ),
    ...[...others].map(([fact, count]) => `${fact}, in ${times(count)}`),
  ];
}

const worstOf = (values: readonly number[]): string =>
  values.some(Number.isNaN) ? 'unknown' : String(Math.max(...values));

function boundOf({ name }: CommittedFault): string {
  const promised = promiseOf(name);
  const click = promised.clickDbfs === undefined ? '' : `, click ${promised.clickDbfs} dBFS`;
  const hidden = promised.hiddenMs === undefined ? 'any' : seconds(promised.hiddenMs);
  const stage =
    promised.stageBackAfterMs === undefined ? '' : `, stage ${seconds(promised.stageBackAfterMs)}`;
  return `${seconds(promised.longestStallMs)}, ${seconds(promised.longestSilenceMs)}, ${hidden}, ${seconds(promised.backAfterMs)}${stage}${click}`;
}

const viewerRow = (fault: CommittedFault): string[] => [
  fault.title,
  String(fault.strikes.length),
  of(fault.strikes, 'damage', 'longestStallMs'),
  of(fault.strikes, 'damage', 'longestSilenceMs'),
  of(fault.strikes, 'damage', 'hiddenMs'),
  back(fault.strikes, 'damage'),
  `${of(fault.strikes, 'damage', 'latencyBeforeMs')} to ${of(fault.strikes, 'damage', 'latencyAfterMs')}`,
  boundOf(fault),
  verdictOf(fault),
];

const sum = (strikes: readonly Strike[], key: 'acknowledged' | 'refused' | 'lost'): number =>
  strikes.reduce((total, { writes }) => total + writes[key], 0);

const stageRow = ({ title, strikes }: CommittedFault): string[] => [
  title,
  of(strikes, 'atHost', 'silentMs'),
  back(strikes, 'atHost'),
  of(strikes, 'atGuest', 'silentMs'),
  back(strikes, 'atGuest'),
  `${sum(strikes, 'acknowledged')}, ${sum(strikes, 'refused')}, ${sum(strikes, 'lost')}`,
];

const quoted = (texts: readonly string[]): string =>
  [...new Set(texts)].map((text) => `"${text}"`).join(', ');

function words({ title, strikes }: CommittedFault): string[] {
  const [host, guest, viewer] = (['hostSaw', 'guestSaw', 'viewerSaw'] as const).map((who) =>
    strikes.flatMap((strike) => strike[who]),
  );
  const clicks = strikes.map(({ clickDbfs }) => clickDbfs).filter((each) => typeof each === 'number');
  const facts = [
    ...(host?.length ? [`the host read ${quoted(host)}`] : []),
    ...(guest?.length ? [`the guest read ${quoted(guest)}`] : []),
    ...(viewer?.length ? [`the viewer read ${quoted(viewer)}`] : []),
    ...(clicks.length > 0 ? [`loudest click ${Math.max(...clicks)} dBFS`] : []),
    ...new Set(strikes.flatMap(({ notes }) => notes)),
  ];
  return facts.length === 0 ? [] : [`- ${title}: ${facts.join('; ')}.`];
}

const VIEWER = [
  'fault',
  'strikes',
  'longest stall',
  'longest silence',
  'without the host',
  'whole again after',
  'latency before and after',
  'promised: stall, silence, without the host, whole again',
  'promise',
];
const STAGE = [
  'fault',
  'host: guest silent',
  'whole again after',
  'guest: host silent',
  'whole again after',
  'writes answered, refused, lost',
];

/** Not a fault that is no more, and not strikes of a time when less was measured. */
const isJudged = ({ name, strikes }: CommittedFault): boolean =>
  isPromised(name) && strikes.some(({ damage }) => typeof damage.longestStallMs === 'number');

const earlierLine = ({ title, strikes }: CommittedFault): string => {
  const [last] = strikes.slice(-1);
  return `- ${title}: ${last?.machine.date}, commit ${last?.machine.versions.commit ?? 'unknown'}.`;
};

/** What is committed as `docs/reliability.md`. */
export function reliabilityText({ faults: all }: CommittedFaults): string {
  const faults = all.filter(isJudged);
  const earlier = all.filter((fault) => !isJudged(fault) && isPromised(fault.name));
  const broken = faults.filter((fault) => brokenOf(fault).length > 0);
  const strikes = faults.flatMap((fault) => fault.strikes);
  const machines = [...new Set(strikes.map(({ machine }) => machineLine(machine)))];
  return [
    '# Reliability',
    "Written by `npm run chaos -- --report`; do not edit. Each fault strikes a real show, its own or one that the fault before left whole: a host and a promoted guest with cameras that draw the clock, by the pages' own buttons, and a viewer on the watch page. What each lost is read out of the played video and audio. Another page writes four times a second meanwhile, and every write that was answered is looked for afterwards.",
    broken.length === 0
      ? `All promises of ${faults.length} faults are kept in ${strikes.length} strikes.`
      : `**${broken.length} of ${faults.length} faults break a promise**, milliseconds and dBFS; a strike that broke one stays beside later ones:\n\n${broken.flatMap((fault) => missesOf(fault).map((miss) => `- ${fault.title}: ${miss}.`)).join('\n')}`,
    `Of ${sum(strikes, 'acknowledged')} acknowledged writes ${sum(strikes, 'lost')} were lost.`,
    '## What the viewer saw',
    'Seconds; the median of all strikes, and the worst. "Longest stall" is the longest time without a frame, "without the host" the time of frames without a new moment of the camera (a placeholder, the slate), "whole again after" the time from the fault to the end of the last harm over 0.4 s. Faults that last are counted from their beginning. Promises are written before the run (`tests/chaos/promises.ts`).',
    table(VIEWER, faults.map(viewerRow)),
    '## What host and guest saw of each other',
    table(STAGE, faults.map(stageRow)),
    '## What was said',
    faults.flatMap(words).join('\n'),
    ...(earlier.length === 0
      ? []
      : [
          '## Not struck since more is measured',
          'Their figures of then are in `docs/reliability.json`; `npm run chaos -- NAME --report --fresh` replaces them.',
          earlier.map(earlierLine).join('\n'),
        ]),
    `Run ${machines.join('; and ')}. Again with \`npm run chaos -- NAME\`.`,
    '',
  ].join('\n\n');
}
