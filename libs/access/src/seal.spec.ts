import { expect, test } from '@jest/globals';
import { Seal } from './seal.js';

test('what was sealed is read again, by the same secret for the same purpose only', () => {
  const seal = new Seal('secret', 'keys');
  const sealed = seal.close('pik_äöü');
  expect(sealed).not.toContain('pik');
  expect(seal.open(sealed)).toBe('pik_äöü');
  expect(() => new Seal('secret', 'other').open(sealed)).toThrow();
  expect(() => new Seal('another', 'keys').open(sealed)).toThrow();
  expect(() => seal.open(sealed.slice(0, 20))).toThrow();
});

test('the same text is sealed differently each time', () => {
  const seal = new Seal('secret', 'keys');
  expect(seal.close('same')).not.toBe(seal.close('same'));
});
