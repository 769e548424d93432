import { beforeEach, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import type { LiveChapter, ProgrammeView } from '#protocol';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { ChapterRecorder } from './chapter-recorder.js';
import { SettingsWriter } from './settings-writer.js';

const KEY = 'programme-chapter show';
const FIRST: LiveChapter = { title: 'Welcome', programmeMs: 1_000 };
const SECOND: LiveChapter = { title: 'Questions', programmeMs: 9_000 };

let kept: Map<string, string>;
beforeEach(() => {
  kept = new Map();
});

/** A server with one open show, and the chapter that its viewers read. */
async function serve({ duringRead = undefined as LiveChapter | undefined } = {}) {
  const notes = new SettingsWriter({
    store: {
      find: async (key) => kept.get(key),
      set: async (key, value) => void kept.set(key, value),
      remove: async (key) => void kept.delete(key),
    },
    clock: new ManualClock(),
    log: silentLog,
  });
  const view: { state: ProgrammeView['state']; chapter?: LiveChapter } = { state: 'live' };
  let changed: (now: typeof view) => void = () => undefined;
  const change = (now: Partial<typeof view>) => {
    Object.assign(view, now);
    changed(view);
  };
  const following = new ChapterRecorder({ notes, log: silentLog }).follow({
    showId: 'show',
    view,
    setChapter: (chapter) => change({ chapter }),
    onChanged: (listener) => {
      changed = listener;
    },
  });
  if (duringRead) change({ chapter: duringRead });
  await following;
  return {
    view,
    change: async (now: Partial<typeof view>) => {
      change(now);
      await notes.close();
    },
  };
}

test('the next server has the newest chapter, with its moment', async () => {
  const first = await serve();
  expect(first.view.chapter).toBeUndefined();
  await first.change({ chapter: FIRST });
  await first.change({ chapter: SECOND });
  expect((await serve()).view.chapter).toEqual(SECOND);
});

test('one that begins while the kept one is read stays', async () => {
  kept.set(KEY, JSON.stringify(FIRST));
  expect((await serve({ duringRead: SECOND })).view.chapter).toEqual(SECOND);
});

test('a show that is over has none, also where the server had restarted meanwhile', async () => {
  kept.set(KEY, JSON.stringify(FIRST));
  await (await serve()).change({ state: 'ended' });
  expect([...kept]).toEqual([]);
});

test('what cannot be read is left out, and replaced by the next chapter', async () => {
  kept.set(KEY, '{"title":7}');
  const server = await serve();
  expect(server.view.chapter).toBeUndefined();
  await server.change({ chapter: SECOND });
  expect(kept.get(KEY)).toBe(JSON.stringify(SECOND));
});
