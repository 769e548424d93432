// Real: worker thread, FFmpeg decoders and encoders, Opus. Made up: the participants.
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Programme, type ProgrammeSettingsInput } from '#compositor';
import { silentLog, systemClock } from '#kernel';
import { bringOn } from '../support/compositor/bring-on.js';
import { colourName } from '../support/compositor/colours.js';
import { opusUnits, plain, vp8Units } from '../support/compositor/guests.js';
import { decodeAudio, decodeFrames, RecordingSink, saveFrame } from '../support/compositor/recording-sink.js';
import type { SentUnit } from '../support/compositor/synthetic-track.js';

const open: Programme[] = [];

async function start(settings: ProgrammeSettingsInput = {}) {
  const sink = new RecordingSink();
  const programme = await Programme.create({ preset: 'ultrafast', ...settings }, sink, {
    clock: systemClock,
    log: silentLog,
  });
  open.push(programme);
  return { programme, sink };
}

const ticks = (programme: Programme, count: number): Promise<void> =>
  new Promise((resolve) => {
    const off = programme.events.on('health', (health) => {
      if (health.ticks < count) return;
      off();
      resolve();
    });
  });

const happened = (programme: Programme, kind: string): Promise<void> =>
  new Promise((resolve) => {
    const off = programme.events.on('event', (event) => {
      if (event.kind !== kind) return;
      off();
      resolve();
    });
  });

let red: SentUnit[];
let tone: SentUnit[];

beforeAll(async () => {
  [red, tone] = await Promise.all([vp8Units(plain('red')), opusUnits('sine=f=440', 2)]);
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((programme) => programme.close()));
});

describe('a programme', () => {
  test('runs on every rung from the first tick to the last, with nobody there', async () => {
    const { programme, sink } = await start();
    programme.setSlate({ kind: 'starting', text: 'Dress rehearsal' });
    await ticks(programme, 90);
    await sink.framesTo(90);
    await programme.close();
    const rungs = ['video-720', 'video-480', 'video-360'].map((id) => sink.of(id));
    expect(rungs.map((runs) => runs.length)).toEqual([1, 1, 1]);
    const counts = await Promise.all(
      rungs.map(async ([run]) => run && (await decodeFrames(run, 64, 36)).count),
    );
    expect(new Set(counts).size).toBe(1);
    const [audio] = sink.of('audio');
    const samples = audio ? await decodeAudio(audio) : new Float32Array();
    const audioEnds = (audio?.start.units ?? 0) + samples.length;
    const videoEnds = (rungs[0]?.[0]?.start.units ?? 0) + (counts[0] ?? 0);
    expect(Math.abs(audioEnds / 48_000 - videoEnds / 30)).toBeLessThan(0.1);
  });

  test('shows a guest in their colour and is heard', async () => {
    const { programme, sink } = await start({ rungs: [{ shortSidePx: 360, bitrate: 500_000 }] });
    const began = happened(programme, 'video-began');
    await bringOn(programme, { id: 'g1', name: 'Rosa', video: red, audio: tone });
    await began;
    const { ticks: now } = await new Promise<{ ticks: number }>((resolve) =>
      programme.events.once('health', resolve),
    );
    await ticks(programme, now + 60);
    await sink.framesTo(now + 60);
    await programme.close();
    const [run] = sink.of('video-360');
    if (!run) throw new Error('no run');
    const frames = await decodeFrames(run, 64, 36);
    const colours = Array.from({ length: frames.count }, (_, at) => colourName(frames.rgb(at, 32, 10)));
    // Before they are there, and while a busy machine starves their decoder, their card is in their place.
    expect([...new Set(colours)].sort()).toEqual(['other', 'red']);
    if (process.env.PROSCENIUM_SHOTS) await saveFrame(run, 1.5, `${process.env.PROSCENIUM_SHOTS}/red.png`);
  });
});
