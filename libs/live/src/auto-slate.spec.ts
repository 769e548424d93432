import { expect, test } from '@jest/globals';
import { emptinessOf, slateFor } from './auto-slate.js';

const NONE = { kind: 'none', text: '' } as const;

test('an empty stage says why it is empty, and stops saying so when a guest joins', () => {
  expect(slateFor(NONE, 'trouble').kind).toBe('trouble');
  expect(slateFor(NONE, undefined).kind).toBe('none');
  expect(slateFor(NONE, 'starting').kind).toBe('starting');
});

test('an empty stage is starting, on a break, or in trouble until the host has returned', () => {
  expect(emptinessOf({ peopled: false, interrupted: false })).toBe('starting');
  expect(emptinessOf({ peopled: false, interrupted: true })).toBe('trouble');
  expect(emptinessOf({ peopled: true, interrupted: true })).toBe('break');
});

test('a slate that a host chose stays, with and without guests', () => {
  const chosen = { kind: 'break', text: 'Back at nine' } as const;
  expect(slateFor(chosen, 'starting')).toEqual(chosen);
  expect(slateFor(chosen, undefined)).toEqual(chosen);
});
