import { expect, test } from '@jest/globals';
import { stageTimes } from './stage-times.js';

const at = (time: string) => `2026-05-01T20:${time}.000Z`;
const entry = (personId: string | null, from: string, until: string | null) => ({
  ...{ personId, name: personId ?? 'Deleted', role: 'guest' },
  ...{ from: at(from), until: until === null ? null : at(until) },
});
const show = { liveAt: at('00:00'), endedAt: at('10:00') };

test('a person who came twice is one row with two times', () => {
  const { people, lengthS } = stageTimes(
    [entry('ada', '00:00', '02:00'), entry('ben', '01:00', '04:00'), entry('ada', '05:00', '10:00')],
    show,
    Date.parse(at('59:00')),
  );
  expect(lengthS).toBe(600);
  expect(people).toEqual([
    {
      ...{ name: 'ada', role: 'guest', totalS: 420 },
      spans: [
        { fromS: 0, untilS: 120 },
        { fromS: 300, untilS: 600 },
      ],
    },
    { name: 'ben', role: 'guest', totalS: 180, spans: [{ fromS: 60, untilS: 240 }] },
  ]);
});

test('who is on stage now is so until now; no time reaches out of the show', () => {
  const live = { ...show, endedAt: null };
  const { people } = stageTimes([entry('ada', '01:00', null)], live, Date.parse(at('03:00')));
  expect(people[0]?.spans).toEqual([{ fromS: 60, untilS: 180 }]);
  const early = { ...entry('ada', '01:00', '11:00'), from: '2026-05-01T19:59:59.000Z' };
  expect(stageTimes([early], show, 0).people[0]?.spans).toEqual([{ fromS: 0, untilS: 600 }]);
});

test('people who were erased are not taken for one', () => {
  const { people } = stageTimes([entry(null, '00:00', '01:00'), entry(null, '02:00', '03:00')], show, 0);
  expect(people.map(({ totalS }) => totalS)).toEqual([60, 60]);
  expect(stageTimes([], show, 0).people).toEqual([]);
});
