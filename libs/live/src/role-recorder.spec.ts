import { beforeEach, describe, expect, test } from '@jest/globals';
import { silentLog, systemClock, TypedEvents } from '#kernel';
import type { Role } from '#protocol';
import { RoleRecorder } from './role-recorder.js';
import { SettingsWriter } from './settings-writer.js';

interface Events {
  changed: { showId: string; roles: Readonly<Record<string, Role>> };
  forgotten: { showId: string; willBeBack: boolean };
}

let kept: Map<string, string>;
let events: TypedEvents<Events>;
let restored: Readonly<Record<string, Role>>[];

const recorder = () => {
  const notes = new SettingsWriter({
    store: {
      find: async (key) => kept.get(key),
      set: async (key, value) => void kept.set(key, value),
      remove: async (key) => void kept.delete(key),
    },
    clock: systemClock,
    log: silentLog,
  });
  const made = new RoleRecorder({
    roles: {
      onChanged: (listener) => events.on('changed', listener),
      onForgotten: (listener) => events.on('forgotten', listener),
      restore: (_showId, roles) => restored.push(roles),
    },
    notes,
    log: silentLog,
  });
  const close = () => {
    made.close();
    return notes.close();
  };
  return { restore: (showId: string) => made.restore(showId), close };
};

beforeEach(() => {
  kept = new Map();
  events = new TypedEvents();
  restored = [];
});

describe('what people have become', () => {
  test('is known again after a restart, except for people who only waited in the green room', async () => {
    const before = recorder();
    events.emit('changed', { showId: 's', roles: { ann: 'guest', ben: 'candidate', cem: 'viewer' } });
    await before.close();
    await recorder().restore('s');
    expect(restored).toEqual([{ ann: 'guest', cem: 'viewer' }]);
  });

  test('is not undone by the stage that closes with the process', async () => {
    const before = recorder();
    events.emit('changed', { showId: 's', roles: { ann: 'guest' } });
    await new Promise((resolve) => setImmediate(resolve));
    events.emit('changed', { showId: 's', roles: { ann: 'viewer' } });
    events.emit('forgotten', { showId: 's', willBeBack: true });
    await before.close();
    await recorder().restore('s');
    expect(restored).toEqual([{ ann: 'guest' }]);
  });

  test('ends with the show', async () => {
    const before = recorder();
    events.emit('changed', { showId: 's', roles: { ann: 'guest' } });
    events.emit('forgotten', { showId: 's', willBeBack: false });
    await before.close();
    expect(kept.size).toBe(0);
  });

  test('is nobody’s when what is stored makes no sense', async () => {
    kept.set('stage-roles s', '{"ann":"king"}');
    await recorder().restore('s');
    expect(restored).toEqual([]);
  });
});
