import type { ProgrammeSettingsInput } from '#compositor';
import { mean } from '../../support/meters/statistics.js';
import type { Bench, Scenario } from '../scenario.js';
import { ladderAlone, type MeasuredProgramme, measureProgramme } from '../stage/measured-programme.js';
import { type BusyGuest, busyGuest } from '../stage/moving-clips.js';

/** One after the other, since a machine that others share changes its speed by the minute. */
const TURNS = 2;
const PORTRAIT: ProgrammeSettingsInput = {
  formats: [
    {
      ...{ id: 'portrait', width: 720, height: 1_280 },
      rungs: [
        { shortSidePx: 720, bitrate: 2_500_000 },
        { shortSidePx: 360, bitrate: 700_000 },
      ],
    },
  ],
};
const FULL_HD: ProgrammeSettingsInput = {
  ...{ width: 1_920, height: 1_080 },
  rungs: [
    { shortSidePx: 1_080, bitrate: 5_000_000 },
    { shortSidePx: 720, bitrate: 2_800_000 },
    { shortSidePx: 480, bitrate: 1_200_000 },
    { shortSidePx: 360, bitrate: 700_000 },
  ],
};

const coresOf = (all: readonly MeasuredProgramme[]): number => mean(all.map(({ use }) => use.totalCores));
const repeatedOf = (all: readonly MeasuredProgramme[]): number =>
  Math.max(...all.map(({ repeated }) => repeated));

async function portrait(bench: Bench, guests: readonly BusyGuest[], seconds: number) {
  const [one, two]: MeasuredProgramme[][] = [[], []];
  for (let turn = 1; turn <= TURNS; turn += 1) {
    bench.progress(`one format, turn ${turn}`);
    one?.push(await measureProgramme(bench, guests, seconds));
    bench.progress(`two formats, turn ${turn}`);
    two?.push(await measureProgramme(bench, guests, seconds, PORTRAIT));
  }
  return { one: one ?? [], two: two ?? [] };
}

async function fullHd(bench: Bench, guests: readonly BusyGuest[], seconds: number) {
  bench.progress('1080p');
  const measured = await measureProgramme(bench, guests, seconds, FULL_HD);
  const encode = await ladderAlone(bench, measured, seconds);
  bench.progress('the ladder of 1080p alone');
  return { measured, alone: (await encode()).totalCores };
}

async function run(bench: Bench) {
  const seconds = bench.mode === 'quick' ? 8 : 20;
  const guests = await Promise.all(Array.from({ length: 4 }, (_, index) => busyGuest(index)));
  const { one, two } = await portrait(bench, guests, seconds);
  const large = await Promise.all(Array.from({ length: 4 }, (_, index) => busyGuest(index, 960, 540)));
  const { measured, alone } = await fullHd(bench, large, seconds);
  return {
    figures: {
      oneFormatCores: coresOf(one),
      twoFormatsCores: coresOf(two),
      portraitCores: coresOf(two) - coresOf(one),
      fullHdCores: measured.use.totalCores,
      fullHdAloneCores: alone,
      fullHdRatio: measured.use.totalCores / alone,
      repeatedFrames: repeatedOf([...one, ...two]),
      fullHdRepeatedFrames: measured.repeated,
    },
  };
}

const ENCODERS =
  'Two thirds of it are the encoders of the two renditions: four fifths of the pixels of the main ladder.';
const FRAMES =
  'What is beside the encoders is decoding the guests and handing 93 MB of frames a second to the encoders.';

export const scenario: Scenario = {
  name: 'programme-formats',
  title: 'CPU of more formats and of larger ones',
  explains:
    'Four guests in 720p, 480p and 360p, and the same with 9:16 beside it from the same decode (720x1280 and 360x640), in turn. Then four guests who send 960x540 in 1080p at 30 a second with four renditions, and FFmpeg alone, which makes that ladder from files at the same pace.',
  figures: [
    { key: 'oneFormatCores', title: 'four guests, 16:9', unit: 'core' },
    { key: 'twoFormatsCores', title: 'four guests, 16:9 and 9:16', unit: 'core' },
    {
      key: 'portraitCores',
      title: '9:16 adds',
      unit: 'core',
      goal: { atMost: 0.35 },
      whenMissed: ENCODERS,
    },
    { key: 'fullHdCores', title: 'four guests in 1080p', unit: 'core', beside: 'fullHdAloneCores' },
    { key: 'fullHdAloneCores', title: 'FFmpeg alone, 1080p from files', unit: 'core' },
    {
      key: 'fullHdRatio',
      title: '1080p to FFmpeg alone',
      unit: 'times',
      goal: { atMost: 1.3 },
      whenMissed: FRAMES,
    },
    { key: 'repeatedFrames', title: 'frames repeated, 720p and 9:16', unit: 'frames' },
    { key: 'fullHdRepeatedFrames', title: 'frames repeated, 1080p', unit: 'frames' },
  ],
  runs: { quick: 1, full: 3 },
  run,
};
