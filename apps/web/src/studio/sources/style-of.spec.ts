import { expect, test } from '@jest/globals';
import { type Layout, LIMITS, type SourceStyle } from '#protocol';
import { aProgramme } from '../../../testing/fake-connection.js';
import { withStyle } from './style-of.js';

test('of more styles than the server takes the oldest make room', () => {
  const sources = Array.from(
    { length: LIMITS.sourceStyles },
    (_, n): SourceStyle => ({ participantId: `part_${n}`, source: 'camera', opacity: 0.5 }),
  );
  const layout: Layout = { ...aProgramme().layout, sources };
  const ada = { participantId: 'part_ada', source: 'camera' } as const;
  const styled = withStyle(layout, ada, { layer: 1 }).sources ?? [];
  expect(styled).toHaveLength(LIMITS.sourceStyles);
  expect([styled[0], styled.at(-1)]).toEqual([sources[1], { ...ada, layer: 1 }]);
});
