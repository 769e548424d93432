import { expect, test } from '@jest/globals';
import { serverEvents } from './events.js';
import { FAMILIES, requests } from './requests.js';

test('no two families answer the same request', () => {
  const names = Object.values(FAMILIES).flatMap((family) => Object.keys(family));
  expect(new Set(names).size).toBe(names.length);
  expect(Object.keys(requests).sort()).toEqual([...names].sort());
});

test('a request and an event never share a name, so a log line has one meaning', () => {
  expect(Object.keys(serverEvents).filter((name) => Object.hasOwn(requests, name))).toEqual([]);
});

test('a viewer may send nothing that touches the stage', () => {
  const stageFamilies = [FAMILIES.transport, FAMILIES.produce, FAMILIES.consume, FAMILIES.data];
  const open = stageFamilies
    .flatMap((family) => Object.entries(family))
    .filter(([, spec]) => spec.roles.includes('viewer'));
  expect(open.map(([name]) => name)).toEqual([]);
});

test('unknown fields are dropped, so that nothing of a client is passed on whole', () => {
  const parsed = requests['produce.pause'].request.parse({ producerId: 'p_1', id: 'p_2', extra: {} });
  expect(parsed).toEqual({ producerId: 'p_1' });
});

test('markup and paths are not ids', () => {
  for (const producerId of ['', '../etc', '<b>', 'a b', 'x'.repeat(81), 7, null, {}]) {
    expect(requests['produce.pause'].request.safeParse({ producerId }).success).toBe(false);
  }
});

test.each(['a\u0000b', 'bell \u0007', 'half \ud800 of one', '\udc00'])(
  'text that no database keeps, %j, is refused by the schema',
  (text) => {
    const said = [
      requests['chat.send'].request.safeParse({ text }),
      requests['audience.set-rules'].request.safeParse({ blockedWords: [text] }),
      requests['audience.timeout'].request.safeParse({ personId: 'p_1', seconds: 1, reason: text }),
      requests['programme.set-slate'].request.safeParse({ kind: 'starting', text }),
    ];
    expect(said.map(({ success }) => success)).toEqual([false, false, false, false]);
  },
);

test('lines, tabs and characters of any script are text', () => {
  const text = 'one\ntwo\t하나 👩‍👩‍👧‍👦';
  expect(requests['chat.send'].request.parse({ text }).text).toBe(text);
});
