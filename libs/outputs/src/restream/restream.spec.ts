import { describe, expect, test } from '@jest/globals';
import { type FailedAttempt, reconnectDelayMs } from './reconnect-delay.js';
import { restreamOutput } from './restream-arguments.js';
import { type AddressRules, parseTarget, resolveTarget, type TargetAddress } from './target-address.js';

const target = (text: string) => parseTarget(text) as TargetAddress;

describe('an address', () => {
  test.each([
    ['rtmp://a.example.org/live2', { protocol: 'rtmp', host: 'a.example.org', port: 1_935, path: 'live2' }],
    ['rtmps://a.example.org/app/x', { protocol: 'rtmps', port: 443, path: 'app/x' }],
    ['srt://[2001:db8::1]:9000?streamid=a', { protocol: 'srt', host: '2001:db8::1', port: 9_000 }],
    ['RTMP://a.example.org:80/live', { port: 80 }],
  ])('%s', (text, parts) => expect(parseTarget(text)).toMatchObject(parts));

  test.each([
    'http://a.example.org/live',
    'rtmp:///live',
    'rtmp://user:word@a.example.org/live',
    'srt://a.example.org',
    'rtmp://a.example.org/live -f null',
    'rtmp://a.example.org/li|ve',
    "rtmp://a.example.org/li've",
    'rtmp://a.example.org/live\n',
    'file:///etc/passwd',
    'rtmp://a.example.org:99999/live',
  ])('%j is none', (text) => expect(parseTarget(text)).toBeUndefined());
});

describe('who may be sent to', () => {
  const rules = (allowPrivate: boolean): AddressRules => ({
    allowPrivate,
    ownAddresses: () => ['192.0.2.7', '8.8.4.4'],
    ownPorts: [1_935],
  });
  const judge = (host: string, port: number, allowPrivate: boolean, answers: string[] = []) =>
    resolveTarget({ host, port }, rules(allowPrivate), async () => answers.map((address) => ({ address })));

  test.each([
    ['10.0.0.1', 80],
    ['127.0.0.1', 80],
    ['::1', 80],
    ['169.254.169.254', 80],
    ['8.8.4.4', 80],
  ])('%s is not', async (host, port) =>
    expect(await judge(host, port, false)).toEqual({ refused: 'refused-address' }),
  );

  test('a name is judged by what it stands for, and that address is the one connected to', async () => {
    expect(await judge('a.example.org', 80, false, ['10.0.0.1'])).toEqual({ refused: 'refused-address' });
    expect(await judge('a.example.org', 80, false, ['10.0.0.1', '8.8.8.8'])).toEqual({ address: '8.8.8.8' });
    expect(await judge('a.example.org', 80, false, [])).toEqual({ refused: 'unknown-host' });
  });

  test('a site that allows private addresses still refuses its own inputs', async () => {
    expect(await judge('127.0.0.1', 1_936, true)).toEqual({ address: '127.0.0.1' });
    for (const host of ['127.0.0.1', '192.0.2.7', '::1'])
      expect(await judge(host, 1_935, true)).toEqual({ refused: 'refused-address' });
  });
});

describe('what FFmpeg is given', () => {
  const to = { address: '203.0.113.9', port: 1_935 };

  test('RTMP goes to the address that was judged, by the name that was given', () => {
    const { url, options, secrets } = restreamOutput(target('rtmp://a.example.org/live2'), 'abc-def', to);
    expect(url).toBe('rtmp://203.0.113.9:1935/live2');
    expect(options.join(' ')).toBe(
      '-map 0:v -map 0:a -c copy -f flv -flvflags no_duration_filesize -flush_packets 1 -rtmp_app live2 ' +
        '-rtmp_tcurl rtmp://a.example.org:1935/live2 -rtmp_live live -rw_timeout 5000000',
    );
    expect(secrets).toEqual({ rtmp_playpath: 'abc-def' });
  });

  test('SRT has its key for a stream id', () => {
    const { url, options, secrets } = restreamOutput(
      target('srt://a.example.org:9000?passphrase=long-enough&mode=listener'),
      'k',
      {
        address: '::1',
        port: 9_000,
      },
    );
    expect(url).toBe('srt://[::1]:9000?mode=caller&transtype=live&latency=200000&timeout=5000000');
    expect(secrets).toEqual({ srt_streamid: 'k', passphrase: 'long-enough' });
    expect(options).toContain('h264_mp4toannexb,dump_extra=freq=keyframe');
  });
});

describe('the time to the next attempt', () => {
  const delayOf = (attempt: number, more: Partial<FailedAttempt> = {}) =>
    reconnectDelayMs({ reason: 'broken', attempt, awayMs: 1_000, chance: 1, ...more });

  test('it grows, never far, and two targets never go in step', () => {
    expect([0, 1, 2, 3, 9].map((attempt) => delayOf(attempt))).toEqual([250, 500, 1_000, 1_400, 1_400]);
    expect(delayOf(3, { chance: 0 })).toBe(700);
    expect(delayOf(50, { awayMs: 3_600_000 })).toBe(10_000);
  });

  test('an unreachable target gets an attempt every second for ever; one that rejects gets fewer', () => {
    expect(delayOf(50, { reason: 'unreachable', awayMs: 3_600_000 })).toBe(1_000);
    expect(delayOf(50, { reason: 'rejected' })).toBe(10_000);
  });
});
