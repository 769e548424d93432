import { describe, expect, test } from '@jest/globals';
import { silentLog, systemClock } from '#kernel';
import { boxesIn, type MediaPlaylist, printMediaPlaylist } from '#media';
import { Packager, PROFILES } from '#packager';
import { FakeEncoder } from '../support/packager/fake-encoder.js';
import { Findings } from './hls/hls-finding.js';
import { HlsHistory } from './hls/hls-history-rules.js';
import { HlsMediaRules } from './hls/hls-media-rules.js';
import { checkMediaPlaylist } from './hls/hls-playlist-rules.js';
import { checkEventMessages } from './hls/hls-timed-rules.js';

const PARTS = 14;

/** Every state of a playlist over some seconds, and the packager that holds its media. */
function record() {
  const packager = Packager.create({
    showId: 'show_1',
    renditions: [
      { id: 'v', kind: 'video', width: 640, height: 360, frameRate: 30, targetBitrate: 800_000 },
      { id: 'v2', kind: 'video', width: 320, height: 180, frameRate: 30, targetBitrate: 300_000 },
    ],
    profile: PROFILES.low,
    anchorWallMs: 1_700_000_000_000,
    clock: systemClock,
    log: silentLog,
  });
  const states: MediaPlaylist[] = [];
  const encoders = ['v', 'v2'].map((renditionId) => {
    packager.runOpened({ renditionId, run: 1, start: { units: 0, perSecond: 30 } });
    const encoder = new FakeEncoder({ kind: 'video' });
    packager.bytes(renditionId, 1, encoder.init);
    return { renditionId, encoder };
  });
  for (let part = 0; part < PARTS; part += 1) {
    packager.timed({
      kind: 'metadata',
      number: part,
      atMs: 1_700_000_000_000 + part * 500,
      text: `text ${part}`,
    });
    for (const { renditionId, encoder } of encoders) packager.bytes(renditionId, 1, encoder.fragment());
    const playlist = packager.playlist('v');
    if (playlist) states.push(playlist);
  }
  return { packager, states };
}

function rulesBrokenBy(states: readonly MediaPlaylist[], edit = (text: string) => text): string[] {
  const findings = new Findings();
  const history = new HlsHistory('v', findings);
  for (const state of states) {
    const text = edit(printMediaPlaylist(state));
    const playlist = checkMediaPlaylist(text, 'v', { otherRenditions: ['v2.m3u8'] }, findings);
    if (playlist) history.next(playlist);
  }
  return findings.rules;
}

const last = <T>(items: readonly T[]): T => items.at(-1) as T;

describe('the checker finds', () => {
  test('nothing in what is right', () => {
    expect(rulesBrokenBy(record().states)).toEqual([]);
  });

  test('a span that changes, ends before it begins, or ends in two ways', () => {
    const { states } = record();
    const span = 'ID="a",CLASS="c",START-DATE="2026-01-01T00:00:01.000Z"';
    const told = (line: (n: number) => string) => {
      let n = 0;
      return rulesBrokenBy(states, (text) => {
        n += 1;
        return text.replace('#EXT-X-INDEPENDENT-SEGMENTS', (tag) => `${tag}\n#EXT-X-DATERANGE:${line(n)}`);
      });
    };
    expect(told(() => `${span},X-A="1"`)).toEqual([]);
    expect(told((n) => (n > 2 ? `${span},END-DATE="2026-01-01T00:00:09.000Z"` : span))).toEqual([]);
    expect(told((n) => `${span},X-A="${n}"`)).toContain('date-range-stays');
    expect(told(() => `${span},END-DATE="2025-01-01T00:00:00.000Z"`)).toContain('date-range-ends-later');
  });

  test('a part that was removed', () => {
    const { states } = record();
    const state = last(states);
    const open = {
      ...(state.open as NonNullable<MediaPlaylist['open']>),
      parts: state.open?.parts.slice(1) ?? [],
    };
    expect(rulesBrokenBy([...states, { ...state, open }])).toEqual(['part-kept']);
    expect(rulesBrokenBy(states, (text) => text.replace(/#EXT-X-PART.*\/2\.1\.m4s.*\n/, ''))).toContain(
      'parts-make-segment',
    );
  });

  test('nothing in short parts of captions, which are cut for what is said', () => {
    const { states } = record();
    const short = (suffix: string) => (text: string) =>
      text.replace(
        /DURATION=0\.5,(URI="[^"]*\/2\.1)\.m4s"(,INDEPENDENT=YES)?/,
        `DURATION=0.4,$1.${suffix}",INDEPENDENT=YES`,
      );
    expect(rulesBrokenBy(states, short('m4s'))).toContain('part-85-percent');
    const broken = rulesBrokenBy(states, short('vtt'));
    for (const rule of ['part-85-percent', 'strict-parser']) expect(broken).not.toContain(rule);
  });

  test.each([
    ['a part longer than its target', /DURATION=0\.5,/, 'DURATION=0.6,', 'part-target'],
    ['a part shorter than 85 %', /DURATION=0\.5,(URI="[^"]*\/2\.1)/, 'DURATION=0.4,$1', 'part-85-percent'],
    ['a segment longer than its target', /#EXTINF:2\.000000/, '#EXTINF:2.6', 'target-duration'],
    ['a hold-back under three targets', /,HOLD-BACK=6/, ',HOLD-BACK=5', 'hold-back'],
    [
      'a part hold-back under three parts',
      /PART-HOLD-BACK=1\.5/,
      'PART-HOLD-BACK=1.2',
      'part-hold-back-should',
    ],
    ['a skip boundary under six targets', /CAN-SKIP-UNTIL=12/, 'CAN-SKIP-UNTIL=10', 'can-skip-until'],
    ['a first sequence of 0', /MEDIA-SEQUENCE:1/, 'MEDIA-SEQUENCE:0', 'sequence-from-1'],
    ['no date', /#EXT-X-PROGRAM-DATE-TIME.*\n/g, '', 'date'],
    ['a date that jumps', /(:01:\d\d|:\d\d)\.000Z\n(?=#EXT-X-PART.*2\.0)/, ':59.000Z\n', 'date-runs-on'],
    ['no map', /#EXT-X-MAP.*\n/g, '', 'map'],
    ['no hint', /#EXT-X-PRELOAD-HINT.*\n/, '', 'preload-hint'],
    ['no report of another rendition', /#EXT-X-RENDITION-REPORT.*\n/, '', 'rendition-report'],
    ['what is no playlist', /^#EXTM3U/, '#EXTM4U', 'syntax'],
  ] as const)('%s', (_name, from, to, rule) => {
    expect(rulesBrokenBy(record().states, (text) => text.replace(from, to))).toContain(rule);
  });

  test('a hint that did not come true', () => {
    const { states } = record();
    const [before, after] = states.slice(-2) as [MediaPlaylist, MediaPlaylist];
    const stale = { ...before, preloadHint: before.preloadHint?.replace(/\.\d\.m4s$/, '.3.m4s') ?? '' };
    const parts = after.open?.parts.map((part) => ({ ...part, uri: part.uri.replace('/4.', '/x4.') }));
    expect(parts?.length ?? 0).toBeGreaterThan(0);
    expect(rulesBrokenBy([stale, after])).toContain('hint-kept');
  });

  test('not a hint whose segment is a gap as a whole: its encoder was killed between two segments', () => {
    const { states } = record();
    const after = last(states);
    const msn = after.mediaSequence + after.segments.length - 1;
    const hinted = after.segments.at(-1)?.parts[0]?.uri ?? '';
    const before = states.find(({ preloadHint }) => preloadHint === hinted);
    const segments = after.segments.map((segment, index) =>
      index === after.segments.length - 1 ? { ...segment, gap: true, parts: [] } : segment,
    );
    expect(before?.preloadHint).toMatch(new RegExp(`/${msn}\\.0\\.m4s$`));
    expect(rulesBrokenBy([before as MediaPlaylist, { ...after, segments }])).not.toContain('hint-kept');
    const parts = segments.with(-1, { ...segments[0], gap: false, parts: [] } as (typeof segments)[number]);
    expect(rulesBrokenBy([before as MediaPlaylist, { ...after, segments: parts }])).toContain('hint-kept');
  });

  test('time that goes back, and a segment that changes', () => {
    const { states } = record();
    expect(rulesBrokenBy([last(states), states[0] as MediaPlaylist])).toContain('edge-goes-on');
    const state = last(states);
    const [first, ...rest] = state.segments;
    const changed = {
      ...state,
      segments: [{ ...(first as NonNullable<typeof first>), durationSeconds: 1.9 }, ...rest],
    };
    expect(rulesBrokenBy([state, changed])).toContain('segment-stays');
    expect(rulesBrokenBy([state, { ...state, targetDurationSeconds: 3 }])).toContain('targets-stay');
  });
});

describe('the checker of bytes finds', () => {
  async function fetched() {
    const { packager, states } = record();
    const segment = last(last(states).segments);
    const get = async (uri: string) => (await packager.media('v', uri)) as Buffer;
    const parts = await Promise.all(
      segment.parts.map(async (part) => ({ part, bytes: await get(part.uri) })),
    );
    return { segment, map: await get(segment.mapUri), whole: await get(segment.uri), parts };
  }

  async function rulesBroken(
    edit: (input: Awaited<ReturnType<typeof fetched>>) => Awaited<ReturnType<typeof fetched>>,
  ) {
    const findings = new Findings();
    new HlsMediaRules('v', findings).next(edit(await fetched()));
    return findings.rules;
  }

  test('nothing in what is right', async () => {
    expect(await rulesBroken((input) => input)).toEqual([]);
  });

  test('a text in the wrong place, and one that is cut', async () => {
    const { whole } = await fetched();
    const judged = (bytes: Buffer) => {
      const findings = new Findings();
      return { count: checkEventMessages(bytes, 'v', findings), rules: findings.rules };
    };
    expect(judged(whole)).toEqual({ count: 4, rules: [] });
    const cut = Buffer.from(whole);
    // The size of the tag: its last seven bits.
    const at = cut.indexOf('ID3\u0004') + 9;
    cut[at] = (cut[at] ?? 0) - 1;
    expect(judged(cut).rules).toEqual(['emsg-holds-id3']);
    const [message, moof] = [...boxesIn(whole)].map((box) => whole.subarray(box.start, box.end));
    expect(judged(Buffer.concat([moof ?? whole, message ?? whole])).rules).toEqual(['emsg-before-moof']);
  });

  test('a wrong duration', async () => {
    const broken = await rulesBroken((input) => ({
      ...input,
      segment: { ...input.segment, durationSeconds: 1.9 },
    }));
    expect(broken).toEqual(['extinf-is-media']);
  });

  test('a part that is another one, and a flag that is not true', async () => {
    const broken = await rulesBroken((input) => ({
      ...input,
      parts: input.parts.map(({ bytes }, index) => ({
        part: (input.parts[3 - index] as (typeof input.parts)[0]).part,
        bytes,
      })),
    }));
    expect(broken).toEqual(['independent-is-true']);
  });

  test('a segment that is not its parts', async () => {
    expect(await rulesBroken((input) => ({ ...input, parts: input.parts.slice(1) }))).toEqual([
      'segment-is-its-parts',
    ]);
  });
});
