// What is said on stage is written down at the moment at which the programme says it.
// Real: worker thread, FFmpeg, Opus, engines as processes; PocketSphinx where it is installed. Made up: who speaks.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Captioner, CommandEngine, type Cue } from '#captions';
import { silentLog, systemClock } from '#kernel';
import { hasSpeechTools, SPEECH_TOOLS_MISSING, spokenUnits } from '../support/captions/spoken.js';
import { microphoneTrack, opusUnits } from '../support/compositor/guests.js';
import { OnsetFinder } from '../support/compositor/onsets.js';
import { ProgrammeUnderTest } from '../support/compositor/programme-under-test.js';
import { decodeAudio, type RecordedRun } from '../support/compositor/recording-sink.js';
import { waitFor } from '../support/kernel/wait-for.js';

const ONSET_ENGINE = new URL('../support/captions/onset-engine.mjs', import.meta.url).pathname;
const POCKETSPHINX = new URL('../../infra/captions/pocketsphinx.mjs', import.meta.url).pathname;
const ANSWERS_AFTER_MS = 600;
/** The beginning of a beep is found to a packet of Opus, whose encoder fades it in. */
const SYNC_MS = 40;
const IN_SYNC = 2;
const BEEPS = 6;
const WORDS = 'one two three four five';
const SOME_WORDS = 2;
const isThere = hasSpeechTools();
if (!isThere) console.warn(SPEECH_TOOLS_MISSING);

let show: ProgrammeUnderTest;
const captioners: Captioner[] = [];

function listen(participantId: string, name: string, command: [string, ...string[]]): Cue[] {
  const engine = new CommandEngine({ command, clock: systemClock, log: silentLog });
  const captioner = new Captioner({ engine, settleMs: 400, clock: systemClock, log: silentLog });
  captioners.push(captioner);
  captioner.name(participantId, name);
  const cues: Cue[] = [];
  captioner.events.on('cue', (cue) => cues.push(cue));
  show.programme.events.on('speech', ({ participantId: from, samples, programmeMs }) => {
    if (from === participantId) captioner.hear(from, samples, programmeMs);
  });
  return cues;
}

const enough = (what: string, cues: readonly Cue[], count: number): Promise<unknown> =>
  waitFor(what, 40_000, () => cues.length >= count);

/** When beeps begin in a run. On a busy machine an encoder may be taken for hung: its spare's run goes on. */
async function beginningsOf(audio: RecordedRun): Promise<number[]> {
  const samples = await decodeAudio(audio);
  const finder = new OnsetFinder(48_000 / 4);
  for (const sample of samples) finder.push(Math.abs(sample) > 0.1);
  return finder.found.map((at) => show.programme.anchorWallMs + (audio.start.units + at) / 48);
}

beforeAll(async () => {
  show = await ProgrammeUnderTest.create();
}, 60_000);

afterAll(async () => {
  for (const captioner of captioners) captioner.close();
  await show?.close();
});

describe('speech of the stage', () => {
  test('is captioned at its moment in the programme, by who said it; a muted microphone is not heard', async () => {
    const beeps = await opusUnits("aevalsrc='0.5*sin(2*PI*1000*t)*lt(mod(t,1),0.3)':s=48000", 2);
    const spoken = isThere ? await spokenUnits(WORDS, 5) : undefined;
    const node = process.execPath;
    const rosa = listen('g1', 'Rosa', [node, ONSET_ENGINE, String(ANSWERS_AFTER_MS)]);
    const muted = listen('g2', 'Muted', [node, ONSET_ENGINE, '0']);
    const sphinx = listen('g3', 'Sphinx', [node, POCKETSPHINX]);
    show.programme.wantSpeech(true);
    await show.programme.addTrack(microphoneTrack('g1', beeps));
    await show.programme.addTrack(microphoneTrack('g2', beeps));
    show.programme.addParticipant({ id: 'g2', name: 'Muted', muted: true });
    if (spoken) {
      await show.programme.addTrack(microphoneTrack('g3', spoken));
      // At a whisper in the mix: beeps alone are looked for there.
      show.programme.addParticipant({ id: 'g3', name: 'Sphinx', volume: 0.02 });
    }
    show.programme.addParticipant({ id: 'g1', name: 'Rosa' });
    await enough('beeps to be heard', rosa, BEEPS);
    const heard = () => new Set(sphinx.flatMap(({ words }) => words.map(({ text }) => text)));
    const known = () => WORDS.split(' ').filter((word) => heard().has(word));
    // A synthetic voice through Opus: some words, not all.
    if (spoken) await waitFor('words to be heard', 40_000, () => known().length >= SOME_WORDS);
    await show.run(1);
    await show.close();

    const begunMs = (await Promise.all(show.sink.of('audio').map(beginningsOf))).flat();
    const offMs = rosa.slice(1).map(({ startMs }) => {
      const offsets = begunMs.map((each) => startMs - each);
      return offsets.sort((a, b) => Math.abs(a) - Math.abs(b))[0] ?? Number.NaN;
    });
    // On a busy machine a packet that is late moves its beep; a moment that is wrong is wrong in every cue.
    const inSync = offMs.filter((off) => Math.abs(off) < SYNC_MS);
    expect(inSync.length).toBeGreaterThanOrEqual(IN_SYNC);
    expect(new Set(rosa.map(({ speaker }) => speaker))).toEqual(new Set(['Rosa']));
    expect(muted).toEqual([]);
  }, 60_000);
});
