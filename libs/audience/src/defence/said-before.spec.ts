import { expect, test } from '@jest/globals';
import { SaidBefore } from './said-before.js';

const LONG = 'Buy followers for your channel, cheapest in town, write to me now';

test('a short line may be said twice in half a minute, a long one once; then again after it', () => {
  const said = new SaidBefore();
  const times = [0, 1_000, 2_000, 40_000].map((atMs) => said.add('p', 'nice!', atMs, false).isRepeated);
  expect(times).toEqual([false, false, true, false]);
  expect(said.add('p', LONG, 50_000, false).isRepeated).toBe(false);
  expect(said.add('p', LONG, 51_000, false).isRepeated).toBe(true);
});

test.each([
  ['case, signs and spaces', 'BUY FOLLOWERS for your channel!!! cheapest in town... write to me, now'],
  ['letters of other alphabets', LONG.replaceAll('o', 'о').replaceAll('e', 'е')],
  ['stretched letters', LONG.replaceAll('o', 'ooooo')],
  ['invisible signs', LONG.replaceAll('e', 'e\u200b')],
])('a text is the same with other %s', (_what, text) => {
  const said = new SaidBefore();
  said.add('p', LONG, 0, false);
  expect(said.add('p', text, 1, false).isRepeated).toBe(true);
});

test('numbers are other texts, and the same number is the same one', () => {
  const said = new SaidBefore();
  const texts = ['1', '11', '9'.repeat(400), 'line 4', 'line 44', 'line 4'];
  expect(texts.map((text, n) => said.add('p', text, n, true).isRepeated)).toEqual([
    ...[false, false, false, false, false, true],
  ]);
});

test('a long text with a few other letters at its end is near-same: the third is a repetition', () => {
  const said = new SaidBefore();
  const repeated = ['ab12', 'xy77', 'qq41'].map(
    (end, n) => said.add('p', `${LONG} ${end}`, n, false).isRepeated,
  );
  expect(repeated).toEqual([false, false, true]);
});

test('other long texts of the same person are none', () => {
  const said = new SaidBefore();
  const texts = [
    'I think the second speaker was much better than the first one tonight',
    'Does anybody know where the slides of the first talk can be found later?',
    'Greetings from the south coast, it is raining here and we are all inside',
  ];
  expect(texts.map((text, n) => said.add('p', text, n, false).isRepeated)).toEqual([false, false, false]);
});

test('a newcomer says a short line once', () => {
  const said = new SaidBefore();
  expect([0, 1].map((atMs) => said.add('p', 'hi', atMs, true).isRepeated)).toEqual([false, true]);
});

test('a line of emoji is compared too', () => {
  const said = new SaidBefore();
  expect([0, 1, 2].map((atMs) => said.add('p', '🔥🔥🔥', atMs, false).isRepeated)).toEqual([
    false,
    false,
    true,
  ]);
});

test('a long text of several people is copied from the fifth on, a cheer of a thousand is not', () => {
  const said = new SaidBefore();
  const copied = Array.from({ length: 6 }, (_, n) => said.add(`p${n}`, `${LONG} ${n}`, n, false).isCopied);
  expect(copied).toEqual([false, false, false, false, true, true]);
  const cheers = Array.from({ length: 1_000 }, (_, n) => said.add(`q${n}`, 'GOOOAL!!!', n, false).isCopied);
  expect(cheers).not.toContain(true);
});

test('one person alone copies nobody, and what is long ago counts no more', () => {
  const said = new SaidBefore();
  for (let n = 0; n < 10; n += 1) expect(said.add('p', LONG, n, false).isCopied).toBe(false);
  for (let n = 0; n < 4; n += 1) said.add(`p${n}`, LONG, n, false);
  expect(said.add('q', LONG, 70_000, false).isCopied).toBe(false);
});

test('a line that was not stored is no repetition when it is sent again, nor a copy', () => {
  const said = new SaidBefore();
  for (let n = 0; n < 4; n += 1) {
    said.add(`p${n}`, LONG, 0, false);
    said.forgetNewest(`p${n}`);
  }
  expect(said.add('p0', LONG, 1, false)).toEqual({ isRepeated: false, isCopied: false });
  said.forgetNewest('nobody');
});

test('people are forgotten half a minute after their newest line, and beyond twenty thousand', () => {
  const said = new SaidBefore();
  for (let n = 0; n < 100; n += 1) said.add(`p${n}`, 'hi', n, false);
  said.add('p0', 'hello', 20_000, false);
  said.add('late', 'hi', 40_000, false);
  expect(said.people).toBe(2);
  for (let n = 0; n < 20_010; n += 1) said.add(`q${n}`, 'hi', 40_000, false);
  expect(said.people).toBe(20_000);
});
