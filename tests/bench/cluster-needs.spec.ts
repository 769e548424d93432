import { expect, test } from '@jest/globals';
import { along, simulateCluster } from './cluster-needs.js';
import { clusterText } from './cluster-table.js';
import type { CommittedReport } from './report.js';

const curve = (key: string, points: readonly (readonly [number, number])[]) => ({
  key,
  curves: [{ name: key, points }],
});
const figures = (values: Record<string, number>) =>
  Object.entries(values).map(([key, median]) => ({ key, median }));

const REPORT = {
  scenarios: [
    { name: 'audience-crowd', figures: figures({ coresAThousand: 0.28 }), plots: [] },
    {
      name: 'cluster-size',
      figures: figures({
        heartbeatCoresAPeer: 1,
        heartbeatKilobitsAPeer: 10,
        redisCoresAThousand: 0.01,
        fanOutCoresAThousand: 0.02,
      }),
      plots: [
        curve('queries', [
          [3, 18],
          [100, 18],
        ]),
        curve('rows', [
          [3, 40],
          [100, 234],
        ]),
        curve('postgres', [
          [3, 0.01],
          [100, 0.0197],
        ]),
        curve('server', [
          [3, 0.02],
          [100, 0.0588],
        ]),
      ],
    },
  ],
} as unknown as CommittedReport;
const simulate = (shows: number, onPages: number) =>
  simulateCluster(REPORT, { shows, viewers: onPages, onPages });

test('between what was measured it is straight, and beyond it goes on as steep as last', () => {
  const points = [
    [1, 10],
    [2, 20],
    [4, 60],
  ] as const;
  expect([1, 1.5, 3, 4, 6, 0].map((x) => along(points, x))).toEqual([10, 15, 40, 60, 100, 0]);
});

test('nodes are as many as the shows need and one more, or as hold the sockets', () => {
  expect(simulate(12, 100)).toMatchObject({ nodes: 2, bend: 'shows' });
  expect(simulate(1_188, 100)).toMatchObject({ nodes: 100, bend: 'shows' });
  // 0.28 core a thousand, from a core that is filled to 70 %: 2,500 sockets a node.
  expect(simulate(1_188, 1_000_000)).toMatchObject({ nodes: 400, bend: 'sockets' });
});

test('what nodes ask of each other grows with their square, what they ask of PostgreSQL by the curve', () => {
  const { heartbeatConnections, postgres, redis, coresOfANode } = simulate(1_188, 100);
  expect(heartbeatConnections).toBe(9_900);
  expect(postgres.queries).toBeCloseTo(1_800);
  // With all owners and all live shows once a minute.
  expect(postgres.rows).toBeCloseTo(23_400 + (100 * 2 * 1_188) / 60);
  expect(postgres.cores).toBeCloseTo(1.97 / 0.7);
  // A message a second of each show and half a mark of each node, to each node.
  expect(redis.messages).toBe((1_188 + 50) * 100);
  expect(redis).toMatchObject({ isBeyondOneServer: true });
  expect(coresOfANode).toBeCloseTo(0.0588 + 0.099 + 1.238 * 0.02);
});

test('a show is followed by one node at least, and by all others at most', () => {
  const { leastGigabits, mostGigabits } = simulate(1_188, 100);
  expect(leastGigabits).toBeCloseTo(0.0585, 3);
  expect(mostGigabits).toBeCloseTo(leastGigabits * 99);
});

test('nothing is promised where nothing was measured', () => {
  expect(clusterText({ scenarios: [] }).join('\n')).toContain(
    'Not all grounds are measured yet: cluster-size.',
  );
  const text = clusterText(REPORT).join('\n');
  expect(text).toContain('| 1,188 | 1,000,000 | 1,000,000 | 400 (sockets) | 159,600 |');
  expect(text).toContain('cluster-size.rows');
});
