import { describe, expect, test } from '@jest/globals';
import { endOf, secondsFrom, withPart } from './foreseen-playlist.js';

const HEAD = `#EXTM3U
#EXT-X-VERSION:6
#EXT-X-TARGETDURATION:2
#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.5
#EXT-X-PART-INF:PART-TARGET=0.5
#EXT-X-MEDIA-SEQUENCE:41
#EXT-X-MAP:URI="s/v/init-1.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-11-27T10:00:00.000Z
#EXTINF:2.000000,
s/v/41.m4s
`;
const OPEN = `#EXT-X-PROGRAM-DATE-TIME:2026-11-27T10:00:02.000Z
#EXT-X-PART:DURATION=0.5,URI="s/v/42.0.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.5,URI="s/v/42.1.m4s"
`;
const tail = (next: string) => `#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${next}"
#EXT-X-RENDITION-REPORT:URI="a.m3u8",LAST-MSN=42,LAST-PART=1
`;

describe('where a playlist ends', () => {
  test('follows from its segments and from the parts of the one that grows', () => {
    expect(endOf(HEAD + OPEN + tail('s/v/42.2.m4s'))).toEqual({
      ...{ msn: 42, part: 2, hint: 's/v/42.2.m4s' },
      newest: ['s/v/42.0.m4s', 's/v/42.1.m4s'],
    });
  });

  test('skipped segments count', () => {
    const delta = HEAD.replace('#EXT-X-MAP', '#EXT-X-SKIP:SKIPPED-SEGMENTS=9\n#EXT-X-MAP');
    expect(endOf(delta + tail('s/v/51.0.m4s'))).toMatchObject({ msn: 51, part: 0 });
  });

  test('what is over has none', () => {
    expect(endOf(`${HEAD}#EXT-X-ENDLIST\n`)).toBeUndefined();
  });
});

describe('how long the parts are that have come since', () => {
  const text = HEAD + OPEN + tail('s/v/42.2.m4s');

  test.each([
    ['all of them from the one that was hinted at', 's/v/42.0.m4s', 1],
    ['the newest', 's/v/42.1.m4s', 0.5],
    ['none', 's/v/42.2.m4s', 0],
    ['nobody knows: it is not listed', 's/v/31.3.m4s', undefined],
  ])('%s', (_what, hint, seconds) => {
    expect(secondsFrom(text, hint)).toBe(seconds);
  });
});

describe('the playlist with the part that it hints at', () => {
  test('lists the part, hints at the one after it, and forgets what others have', () => {
    const facts = { durationSeconds: 0.5, independent: false, next: 's/v/42.3.m4s' };
    expect(withPart(HEAD + OPEN + tail('s/v/42.2.m4s'), facts)).toBe(
      `${HEAD}${OPEN}#EXT-X-PART:DURATION=0.5,URI="s/v/42.2.m4s"
#EXT-X-PRELOAD-HINT:TYPE=PART,URI="s/v/42.3.m4s"
`,
    );
  });

  test('closes a segment after its last part', () => {
    const closes = { uri: 's/v/42.m4s', durationSeconds: 1.5 };
    const facts = { durationSeconds: 0.5, independent: false, next: 's/v/43.0.m4s', closes };
    const text = withPart(HEAD + OPEN + tail('s/v/42.2.m4s'), facts) ?? '';
    expect(text).toContain('URI="s/v/42.2.m4s"\n#EXTINF:1.500000,\ns/v/42.m4s\n#EXT-X-PRELOAD-HINT');
    expect(endOf(text)).toMatchObject({ msn: 43, part: 0, hint: 's/v/43.0.m4s' });
  });

  test('a first part says when its segment begins', () => {
    const opensAtMs = Date.parse('2026-11-27T10:00:02.000Z');
    const facts = { durationSeconds: 0.5, independent: true, next: 's/v/42.1.m4s', opensAtMs };
    expect(withPart(HEAD + tail('s/v/42.0.m4s'), facts)).toContain(
      `#EXT-X-PROGRAM-DATE-TIME:2026-11-27T10:00:02.000Z
#EXT-X-PART:DURATION=0.5,URI="s/v/42.0.m4s",INDEPENDENT=YES
`,
    );
  });

  test('one that does not is not listed', () => {
    const facts = { durationSeconds: 0.5, independent: true, next: 's/v/42.1.m4s' };
    expect(withPart(HEAD + tail('s/v/42.0.m4s'), facts)).toBeUndefined();
  });
});
