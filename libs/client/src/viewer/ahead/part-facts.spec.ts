import { expect, test } from '@jest/globals';
import { printPartFacts } from '#media';
import { readPartFacts } from './part-facts.js';

test.each([
  { durationSeconds: 0.5, independent: true, next: 'x/v/12.1.m4s', opensAtMs: 1_795_803_169_233 },
  { durationSeconds: 0.490667, independent: false, next: 'x/a/12.2.m4s' },
  {
    ...{ durationSeconds: 0.512, independent: true, next: 'x/a/13.0.m4s' },
    closes: { uri: 'x/a/12.m4s', durationSeconds: 2.005333 },
  },
])('what an origin says of a part is read as it was meant: %p', (facts) => {
  expect(readPartFacts(printPartFacts(facts))).toEqual(facts);
});

test.each([
  null,
  '',
  'DURATION=0.5',
  'NEXT="x/v/1.1.m4s"',
  'DURATION=0,NEXT="x/v/1.1.m4s"',
  'DURATION=-1,NEXT="x/v/1.1.m4s"',
  'DURATION=0.5,NEXT="x/v/2.0.m4s",SEGMENT="x/v/1.m4s"',
])('what says too little says nothing: %p', (header) => {
  expect(readPartFacts(header)).toBeUndefined();
});
