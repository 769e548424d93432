import { expect, test } from '@jest/globals';
import { layoutSchema } from './layout.js';

test('a layout with unknown keys or colours is refused', () => {
  expect(() => layoutSchema.parse({ colour: 'red' })).toThrow();
  expect(() => layoutSchema.parse({ background: 'red; drawtext=x' })).toThrow();
});
