import { describe, expect, test } from '@jest/globals';
import { cleanLine, isVisible } from './clean-line.js';
import { excerpt } from './excerpt.js';
import { hasLink } from './has-link.js';
import { foldedText, WordList } from './word-list.js';

describe('the word list', () => {
  const list = new WordList(['badword', 'ass', '나쁜말']);
  const isFound = (text: string) => list.has(foldedText(text));
  test.each([
    'badword',
    'BADWORD!',
    'b a d w o r d',
    'b.a.d.w.o.r.d',
    'bаdwоrd', // Cyrillic а and о
    'ｂａｄｗｏｒｄ',
    'b\u200bad\u200bword',
    'bádwörd',
    'b4dw0rd',
    'what an ass',
    '나쁜말이야',
    '나\u200b쁜말',
  ])('finds one in %s', (text) => expect(isFound(text)).toBe(true));
  test.each(['a good word', 'class and glass', 'bad. word', '좋은말', ''])('lets %s through', (text) =>
    expect(isFound(text)).toBe(text === 'bad. word'),
  );
  test('without letters finds nothing', () =>
    expect(new WordList(['', ' . ']).has(foldedText('anything'))).toBe(false));
});

describe('links', () => {
  test.each([
    'https://example.org',
    'see example.org now',
    'EXAMPLE.COM/path?x=1',
    'пример.рф',
    'example\u200b.com',
    'example [dot] com',
    'ｅｘａｍｐｌｅ．ｃｏｍ',
    'ftp://1.2.3.4/x',
    'www.somewhere.unheardof',
    'somewhere.unheardof/page',
    'somewhere.unheardof:8080',
    'somewhere.unheardof?id=1',
    'it is document.title or evil.com',
    'EVIL.COM',
    '한국.한국',
    'президент.рф',
    'xn--80ak6aa92e.xn--p1ai',
  ])('are found in %s', (text) => expect(hasLink(text)).toBe(true));
  test.each(['Hello.', 'well... fine', '3.14', 'at 10.30', 'e.g. this', 'no', '한국어. 좋아요'])(
    'are not found in %s',
    (text) => expect(hasLink(text)).toBe(false),
  );
  test.each([
    'document.title',
    'console.log(x)',
    'use array.map and Node.js',
    'package.json',
    'wait...what',
    'yes.really',
    '잘했어요.진짜로',
    '@ada.lovelace',
  ])('are not found in %s, which ends like no host', (text) => expect(hasLink(text)).toBe(false));
  test('are looked for in long lines without a host before anybody waits', () => {
    for (const text of ['a.'.repeat(5_000), 'a'.repeat(10_000), '-.'.repeat(5_000)])
      expect(hasLink(text)).toBe(false);
    // One sign of these is four letters and dots; a message has five hundred.
    for (let message = 0; message < 500; message += 1) expect(hasLink('㏂'.repeat(500))).toBe(false);
  });
});

describe('a line as it is shown', () => {
  test('has no controls, overrides or piles of accents, and keeps emoji whole', () => {
    expect(cleanLine('a\u202eb\u0000c\n\nd')).toBe('ab c d');
    expect(cleanLine('👩‍👩‍👧 ❤️ 한국어')).toBe('👩‍👩‍👧 ❤️ 한국어');
    expect(cleanLine(`z${'\u0301'.repeat(50)}`).length).toBeLessThan(6);
  });
  test('has no pile of accents in parts either', () => {
    for (const sign of ['\u200d', '\u200c', '\u2060', '\u{e0061}'])
      expect(cleanLine(`z${`\u0301\u0302\u0303${sign}`.repeat(50)}`).length).toBeLessThan(6);
  });
  test.each([
    ['Arabic', 'ب', '\u064b\u064c\u0651'],
    ['Hindi', 'क', '\u0901\u0902\u0951'],
  ])('has no pile of signs of %s with joiners in it', (_what, letter, signs) => {
    for (const joiner of ['\u200c', '\u200d'])
      for (const parts of [signs, ...signs].map((part) => part + joiner))
        expect(cleanLine(`${letter}${parts.repeat(50)}`).length).toBeLessThan(9);
  });
  test.each([
    ['the flag of Scotland', '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} scores'],
    ['a Persian word of two parts', 'می\u200cخواهم'],
    ['half a letter of Hindi', 'क्\u200dष'],
    ['a couple with skin colours', '👩🏽\u200d❤️\u200d👨🏿'],
  ])('keeps %s', (_what, text) => expect(cleanLine(text)).toBe(text));
  test.each([
    ['text in tags', 'a\u{e0068}\u{e0069}b', 'ab'],
    ['tags behind a flag that never end', '🏴\u{e0068}\u{e0069}', '🏴'],
    ['joiners between Latin letters', 'a\u200db\u200cc', 'abc'],
    ['joiners between marks of direction', 'a\u061c\u200c\u061cb', 'ab'],
    ['joiners at the end', '한국어\u200d\u200d', '한국어'],
  ])('has no %s', (_what, text, clean) => expect(cleanLine(text)).toBe(clean));
  test('has nothing that grows when it is cleaned again', () => {
    for (const text of ['e\u200b\u0301', 'a\u202e\u0301b', '👩\u200d\u200b👧'])
      expect(cleanLine(cleanLine(text))).toBe(cleanLine(text));
  });
  test('with nothing to see is seen through', () => {
    for (const text of ['', ' ', '\u200b\u200d', '\u2800', '\u3164', '\u0301'])
      expect(isVisible(text)).toBe(false);
    for (const text of ['.', '한', '👍']) expect(isVisible(text)).toBe(true);
  });
});

test('an excerpt ends between two characters as a reader sees them', () => {
  expect(excerpt('short', 120)).toBe('short');
  expect(excerpt(`${'a'.repeat(119)}🎉 party`, 120)).toBe('a'.repeat(119));
  expect(excerpt(`${'a'.repeat(115)}👩‍👩‍👧 family`, 120)).toBe('a'.repeat(115));
  expect(excerpt(`${'a'.repeat(118)}🎉 party`, 120)).toBe(`${'a'.repeat(118)}🎉`);
});
