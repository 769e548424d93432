import { beforeEach, expect, test } from '@jest/globals';
import { silentLog, systemClock } from '#kernel';
import type { AudioMix, ProgrammeView } from '#protocol';
import { AudioMixRecorder, type HeardShow } from './audio-mix-recorder.js';
import { firstLayout, firstView } from './first-view.js';
import { SettingsWriter } from './settings-writer.js';

const voice = (participantId: string | null, volume = 0.5): AudioMix['sources'][number] => ({
  ...{ participantId, volume, muted: false, pan: -0.5 },
  source: participantId === null ? 'clip' : 'microphone',
});

class FakeShow implements HeardShow {
  readonly showId = 'show';
  readonly participants: { participantId: string; personId: string }[] = [];
  view: ProgrammeView = firstView(firstLayout());
  #changed: (view: ProgrammeView) => void = () => undefined;
  #joined: (participant: { participantId: string; personId: string }) => void = () => undefined;

  setAudioMix(audioMix: AudioMix): void {
    this.change({ audioMix });
  }

  change(change: Partial<ProgrammeView>): void {
    this.view = { ...this.view, ...change };
    this.#changed(this.view);
  }

  join(personId: string, participantId: string): void {
    this.participants.push({ personId, participantId });
    this.#joined({ personId, participantId });
  }

  leave(personId: string): void {
    this.participants.splice(
      this.participants.findIndex((each) => each.personId === personId),
      1,
    );
  }

  onChanged(listener: (view: ProgrammeView) => void): void {
    this.#changed = listener;
  }

  onJoined(listener: (participant: { participantId: string; personId: string }) => void): void {
    this.#joined = listener;
  }
}

let kept: Map<string, string>;
let recorder: AudioMixRecorder;
let notes: SettingsWriter;
beforeEach(() => {
  kept = new Map();
  notes = new SettingsWriter({
    store: {
      find: async (key: string) => kept.get(key),
      set: async (key: string, value: string) => void kept.set(key, value),
      remove: async (key: string) => void kept.delete(key),
    },
    clock: systemClock,
    log: silentLog,
  });
  recorder = new AudioMixRecorder({ notes, log: silentLog });
});

const written = async () => {
  await notes.close();
  return JSON.parse(kept.get('programme-audio show') ?? '{}') as { audioMix: AudioMix };
};
const sources = (show: FakeShow) => show.view.audioMix.sources;

async function restarted(...people: [personId: string, participantId: string][]): Promise<FakeShow> {
  const show = new FakeShow();
  for (const [personId, participantId] of people) show.join(personId, participantId);
  await recorder.follow(show);
  return show;
}

test('the mix is kept by person and found again under another id', async () => {
  const show = await restarted(['rosa', 'p1'], ['lee', 'p2']);
  show.setAudioMix({ sources: [voice('p1'), voice(null, 0.2)], levelling: true });
  const kept = (await written()).audioMix.sources;
  expect(kept.map(({ participantId }) => participantId)).toEqual(['rosa', null]);
  const after = await restarted(['rosa', 'p7']);
  expect(after.view.audioMix).toEqual({ sources: [voice('p7'), voice(null, 0.2)], levelling: true });
});

test('who leaves and rejoins is as loud as before, whatever changed meanwhile', async () => {
  const show = await restarted(['rosa', 'p1'], ['lee', 'p2']);
  show.setAudioMix({ sources: [voice('p1')], levelling: false });
  show.leave('rosa');
  show.setAudioMix({ sources: [voice('p2', 2)], levelling: false });
  show.join('rosa', 'p9');
  expect(sources(show)).toEqual([voice('p9'), voice('p2', 2)]);
});

test('a source that is as sent again is forgotten, and so is everything with the end of the show', async () => {
  const show = await restarted(['rosa', 'p1']);
  show.setAudioMix({ sources: [voice('p1')], levelling: false });
  show.setAudioMix({ sources: [], levelling: false });
  expect((await written()).audioMix.sources).toEqual([]);
  show.change({ state: 'ended' });
  await notes.close();
  expect(kept.has('programme-audio show')).toBe(false);
});
