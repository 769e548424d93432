import { expect, test } from '@jest/globals';
import { BodyBudget } from './body-budget.js';

test('bytes of bodies are bounded for a network and for all, and are released once', () => {
  const budget = new BodyBudget({ networkBytes: 10, totalBytes: 15 });
  const first = budget.reserve('2001:db8::1', 10);
  expect(() => budget.reserve('2001:db8::2', 1)).toThrow(
    expect.objectContaining({ code: 'too-many-requests', status: 429, retry: true }),
  );
  budget.reserve('203.0.113.1', 5);
  expect(() => budget.reserve('203.0.113.2', 1)).toThrow(
    expect.objectContaining({ code: 'too-many-requests' }),
  );
  first();
  first();
  budget.reserve('2001:db8::2', 10);
  expect(() => budget.reserve('203.0.113.2', 1)).toThrow(
    expect.objectContaining({ code: 'too-many-requests' }),
  );
});
