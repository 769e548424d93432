import { beforeEach, expect, test } from '@jest/globals';
import { silentLog, systemClock } from '#kernel';
import type { Layout, ProgrammeView } from '#protocol';
import { firstLayout, firstView } from './first-view.js';
import { type RecordedShow, SceneRecorder } from './scene-recorder.js';
import { SettingsWriter } from './settings-writer.js';

const camera = (participantId: string) => ({ participantId, source: 'camera' as const });

/** A show as far as its look goes. */
class FakeShow implements RecordedShow {
  readonly showId = 'show';
  readonly participants: { participantId: string; personId: string }[] = [];
  view: ProgrammeView = firstView(firstLayout());
  placed: Record<string, boolean> = {};
  readonly placements = {
    restore: (placed: Record<string, boolean>) => {
      this.placed = placed;
    },
    onChanged: (listener: (placed: Record<string, boolean>) => void) => {
      this.put = listener;
    },
  };
  put: (placed: Record<string, boolean>) => void = () => undefined;
  #changed: (view: ProgrammeView) => void = () => undefined;
  #joined: (participant: { participantId: string; personId: string }) => void = () => undefined;

  setLayout(layout: Layout): void {
    this.change({ layout });
  }

  setOverlays(overlays: ProgrammeView['overlays']): void {
    this.change({ overlays });
  }

  change(change: Partial<ProgrammeView>): void {
    this.view = { ...this.view, ...change };
    this.#changed(this.view);
  }

  participant(personId: string, participantId: string): void {
    this.participants.push({ personId, participantId });
    this.#joined({ personId, participantId });
  }

  leave(personId: string): void {
    this.participants.splice(
      this.participants.findIndex((participant) => participant.personId === personId),
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
beforeEach(() => {
  kept = new Map();
});

async function opened(): Promise<{ show: FakeShow; close(): Promise<void> }> {
  const store = {
    find: async (key: string) => kept.get(key),
    set: async (key: string, value: string) => void kept.set(key, value),
    remove: async (key: string) => void kept.delete(key),
  };
  const notes = new SettingsWriter({ store, clock: systemClock, log: silentLog });
  const show = new FakeShow();
  await new SceneRecorder({ notes, log: silentLog }).follow(show);
  return { show, close: () => notes.close() };
}

const hiddenIn = ({ view }: FakeShow) => view.layout.hidden.map(({ participantId }) => participantId);

test('who was hidden is hidden from their first moment after a restart, though their participant is another', async () => {
  const before = await opened();
  before.show.participant('ann', 'participant-1');
  before.show.participant('ben', 'participant-2');
  const layout = { ...before.show.view.layout, kind: 'grid' as const, gapPx: 7 };
  before.show.setLayout({ ...layout, hidden: [camera('participant-2')], pinned: camera('participant-1') });
  await before.close();

  const { show } = await opened();
  expect(show.view.layout).toMatchObject({ kind: 'grid', gapPx: 7, hidden: [], pinned: null });
  show.participant('ben', 'participant-8');
  expect(hiddenIn(show)).toEqual(['participant-8']);
  show.participant('ann', 'participant-9');
  expect(show.view.layout).toMatchObject({
    hidden: [camera('participant-8')],
    pinned: camera('participant-9'),
  });
});

test('how a source is shown is there again with its person, and that of an image belongs to nobody', async () => {
  const before = await opened();
  before.show.participant('ann', 'participant-1');
  const of = (participantId: string | null, source: 'camera' | 'media') => ({
    participantId,
    source,
    opacity: 0.5,
  });
  const sources = [of('participant-1', 'camera'), of(null, 'media')];
  before.show.setLayout({ ...before.show.view.layout, sources });
  await before.close();
  const { show } = await opened();
  expect(show.view.layout.sources).toEqual([of(null, 'media')]);
  show.participant('ann', 'participant-9');
  expect(show.view.layout.sources).toEqual(expect.arrayContaining([of('participant-9', 'camera')]));
});

test('who was put on the stage or sent backstage is there again after a restart', async () => {
  const before = await opened();
  before.show.put({ ann: true, hob: false });
  await before.close();
  expect((await opened()).show.placed).toEqual({ ann: true, hob: false });
});

test('a change before a person has rejoined does not forget them, one while they are there may', async () => {
  const { show } = await opened();
  show.participant('ann', 'participant-1');
  show.setLayout({ ...show.view.layout, hidden: [camera('participant-1')] });
  show.leave('ann');
  show.setLayout({ ...show.view.layout, gapPx: 3 });
  show.participant('ann', 'participant-2');
  expect(hiddenIn(show)).toEqual(['participant-2']);
  show.setLayout({ ...show.view.layout, hidden: [] });
  show.leave('ann');
  show.participant('ann', 'participant-3');
  expect(hiddenIn(show)).toEqual([]);
});

test('titles are there again, and nothing is kept of a show that is over', async () => {
  const before = await opened();
  const titleBar = { title: 'Friday', subtitle: 'live' };
  before.show.setOverlays({ ...before.show.view.overlays, titleBar });
  await before.close();
  const { show, close } = await opened();
  expect(show.view.overlays.titleBar).toEqual(titleBar);
  show.change({ state: 'ended' });
  await close();
  expect(kept.size).toBe(0);
});

test('what is stored and makes no sense changes nothing', async () => {
  kept.set('programme-look show', '{"layout":{"kind":"heap"}}');
  const { show } = await opened();
  expect(show.view).toEqual(firstView(firstLayout()));
});
