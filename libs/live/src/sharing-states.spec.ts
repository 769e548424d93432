import { expect, test } from '@jest/globals';
import { SharingStates } from './sharing-states.js';

const said = (state: 'working' | 'away', waiting = 0, showId = 'show_1') =>
  ({ kind: 'sharing', showId, state, waiting, lost: 0 }) as const;

test('hosts hear once that the object store is away, and once that it is back', () => {
  const states = new SharingStates();
  const changed: string[] = [];
  states.events.on('changed', ({ showId, state }) => changed.push(`${showId} ${state}`));
  for (const each of [said('working'), said('away', 4), said('away', 8), said('working'), said('working')])
    states.hear(each);
  states.hear(said('away', 1, 'show_2'));
  expect(changed).toEqual(['show_1 away', 'show_1 working', 'show_2 away']);
});
