export interface CalendarEntry {
  uid: string;
  title: string;
  text: string;
  url: string;
  startMs: number;
  endMs: number;
  nowMs: number;
}

/** RFC 5545, 3.3.5: UTC. */
const stamp = (ms: number): string => new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '');

/** RFC 5545, 3.3.11. */
const escaped = (text: string): string =>
  text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r?\n/g, '\\n');

const encoder = new TextEncoder();

/** RFC 5545, 3.1: lines of more than 75 octets go on in the next one, behind a space; no character is cut. */
function folded(line: string): string {
  const lines: string[] = [];
  let part = '';
  for (const sign of line) {
    if (encoder.encode(part + sign).length > 74) {
      lines.push(part);
      part = '';
    }
    part += sign;
  }
  return [...lines, part].join('\r\n ');
}

/** A file that calendars open, with a reminder ten minutes before. */
export function calendarFile({ uid, title, text, url, startMs, endMs, nowMs }: CalendarEntry): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Proscenium//EN',
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${stamp(nowMs)}`,
    `DTSTART:${stamp(startMs)}`,
    `DTEND:${stamp(endMs)}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(text === '' ? url : `${text}\n${url}`)}`,
    `URL:${url}`,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(title)}`,
    'TRIGGER:-PT10M',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

/** The same as a link to the calendar that most people have. */
export function googleCalendarUrl({ title, text, url, startMs, endMs }: CalendarEntry): string {
  const query = new URLSearchParams({
    action: 'TEMPLATE',
    text: title,
    dates: `${stamp(startMs)}/${stamp(endMs)}`,
    details: text === '' ? url : `${text}\n${url}`,
    location: url,
  });
  return `https://calendar.google.com/calendar/render?${query}`;
}
