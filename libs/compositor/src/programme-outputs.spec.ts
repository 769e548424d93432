import { beforeEach, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import type { ProgrammeSink } from './ports.js';
import { ProgrammeOutputs } from './programme-outputs.js';
import { programmeSettingsSchema } from './settings.js';

const settings = programmeSettingsSchema.parse({
  rungs: [{ shortSidePx: 720, bitrate: 2_000_000 }],
  formats: [{ id: 'portrait', width: 720, height: 1_280, rungs: [{ shortSidePx: 720, bitrate: 2_000_000 }] }],
});
const MAP = Uint8Array.of(1);
const PART = Uint8Array.of(2);

let outputs: ProgrammeOutputs;

function recorder(): { heard: string[]; sink: ProgrammeSink } {
  const heard: string[] = [];
  const sink: ProgrammeSink = {
    runOpened: ({ renditionId }) => heard.push(`${renditionId} opened`),
    bytes: (renditionId, _, chunk) => heard.push(`${renditionId} ${chunk === MAP ? 'map' : 'part'}`),
    runClosed: (renditionId) => heard.push(`${renditionId} closed`),
  };
  return { heard, sink };
}

function open(renditionId: string): void {
  const kind = renditionId === 'audio' ? 'audio' : 'video';
  outputs.runOpened({ renditionId, run: 0, kind, start: { units: 0, perSecond: 30 } });
  outputs.bytes(renditionId, 0, MAP);
}

beforeEach(() => {
  outputs = new ProgrammeOutputs(settings, silentLog);
});

test('an output takes the formats that it names, and the audio', () => {
  const [all, portrait] = [recorder(), recorder()];
  outputs.add({ name: 'log', sink: all.sink });
  outputs.add({ name: 'portrait only', formats: ['portrait'], sink: portrait.sink });
  for (const id of ['video-720', 'portrait-720', 'audio']) open(id);
  expect(all.heard.filter((line) => line.endsWith('opened'))).toHaveLength(3);
  expect(portrait.heard).toEqual(['portrait-720 opened', 'portrait-720 map', 'audio opened', 'audio map']);
});

test('an output that is added later begins with the runs that are open and their maps', () => {
  open('video-720');
  outputs.bytes('video-720', 0, PART);
  open('audio');
  outputs.runClosed('audio', 0);
  const { heard, sink } = recorder();
  const remove = outputs.add({ name: 'late', sink });
  outputs.bytes('video-720', 0, PART);
  remove();
  outputs.bytes('video-720', 0, PART);
  expect(heard).toEqual(['video-720 opened', 'video-720 map', 'video-720 part']);
});

test('an output that fails is left out, and the others go on', () => {
  const { heard, sink } = recorder();
  const fail = () => {
    throw new Error('full disk');
  };
  outputs.add({ name: 'broken', sink: { runOpened: fail, bytes: fail, runClosed: fail } });
  outputs.add({ name: 'log', sink });
  open('video-720');
  expect(heard).toEqual(['video-720 opened', 'video-720 map']);
});
