import { expect, test } from '@jest/globals';
import { calendarFile, googleCalendarUrl } from './calendar-entry.js';

const ENTRY = {
  uid: 'show_1@live.example',
  title: 'Talk; with a comma, and 한국어로 된 아주 긴 제목이 여기에 있습니다 그래서 줄이 넘어갑니다',
  text: 'First line\nSecond line',
  url: 'https://live.example/watch/show_1',
  startMs: Date.UTC(2026, 11, 24, 19, 30),
  endMs: Date.UTC(2026, 11, 24, 20, 30),
  nowMs: Date.UTC(2026, 10, 26, 12),
};

test('calendars get the moment in UTC, and text whose signs are escaped', () => {
  const file = calendarFile(ENTRY);
  expect(file).toContain('DTSTART:20261224T193000Z\r\n');
  expect(file).toContain('SUMMARY:Talk\\; with a comma\\, and ');
  expect(file).toContain('First line\\nSecond line\\nhttps:');
  expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true);
});

test('no line has more than 75 octets, and joined again they are the whole text', () => {
  const file = calendarFile(ENTRY);
  for (const line of file.split('\r\n'))
    expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  expect(file.replaceAll('\r\n ', '')).toContain('줄이 넘어갑니다');
});

test('a link says the same', () => {
  const url = new URL(googleCalendarUrl(ENTRY));
  expect(url.searchParams.get('dates')).toBe('20261224T193000Z/20261224T203000Z');
  expect(url.searchParams.get('text')).toBe(ENTRY.title);
});
