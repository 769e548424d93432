import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Certificate, keptCertificate, type Log, silentLog, systemRandom } from '#kernel';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { acmeCertificate } from './acme-certificate.js';
import { RenewingCertificate } from './renewing-certificate.js';

const YEAR_MS = 365 * 86_400_000;
const MINUTE_MS = 60_000;

let folder: string;
let said: string[];
let log: Log;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'front-tls-'));
  said = [];
  const say = (fact: string) => void said.push(fact);
  log = { ...silentLog, info: say, warn: say, error: say };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
/** Good for ten years from that moment. */
const certificateAt = (clock: ManualClock): Promise<Certificate> => {
  made += 1;
  const hosts = ['live.example.org'];
  return keptCertificate({ folder: join(folder, `made-${made}`), hosts, clock, random: systemRandom });
};
/** What the clock began is done. */
const settle = (source: RenewingCertificate) => source.renew();

describe('a certificate that is renewed', () => {
  test('is handed on once it changes, and never the same one twice', async () => {
    const clock = new ManualClock();
    const [first, next] = [await certificateAt(clock), await certificateAt(clock)];
    let read = first;
    const source = new RenewingCertificate({ first, read: async () => read, everyMs: MINUTE_MS, clock, log });
    const renewed: Certificate[] = [];
    source.watch((certificate) => renewed.push(certificate));
    clock.advance(MINUTE_MS);
    await settle(source);
    read = next;
    clock.advance(MINUTE_MS);
    await settle(source);
    clock.advance(MINUTE_MS);
    await settle(source);
    expect(renewed).toEqual([next]);
    expect(source.current).toBe(next);
    source.close();
  });

  test('stays what it was when the next one is broken or missing, which is said once', async () => {
    const clock = new ManualClock();
    const [first, other] = [await certificateAt(clock), await certificateAt(clock)];
    const answers = [
      async () => ({ cert: first.cert.replace('MII', 'MIX'), key: first.key }),
      async () => ({ cert: other.cert, key: first.key }),
      async () => ({ cert: other.cert, key: first.key }),
      async () => Promise.reject(new Error('no such file')),
      async () => Promise.reject(new Error('no such file')),
    ];
    const read = () => answers.shift()?.() ?? Promise.resolve(first);
    const source = new RenewingCertificate({ first, read, everyMs: MINUTE_MS, clock, log });
    for (let turn = 0; turn < 5; turn += 1) {
      clock.advance(MINUTE_MS);
      await settle(source);
    }
    expect(source.current).toBe(first);
    expect(said).toEqual(Array(3).fill('front.tls | no new certificate, the one before stays'));
    source.close();
  });

  test('that ends is said two weeks before and after the end, once a day', async () => {
    const first = await certificateAt(new ManualClock());
    const clock = new ManualClock(new ManualClock().wallMs() + 10 * YEAR_MS - 86_400_000);
    const source = new RenewingCertificate({
      first,
      read: async () => first,
      everyMs: 6 * 3_600_000,
      clock,
      log,
    });
    for (let turn = 0; turn < 9; turn += 1) {
      clock.advance(6 * 3_600_000);
      await settle(source);
    }
    expect(said).toEqual([
      'front.tls | the certificate ends soon',
      'front.tls | the certificate has ended: browsers refuse the pages',
      'front.tls | the certificate has ended: browsers refuse the pages',
    ]);
    source.close();
  });
});

describe('a certificate of an authority', () => {
  const open = async (clock: ManualClock, order: (accountKey: string) => Promise<Certificate>) =>
    acmeCertificate({
      folder: join(folder, 'acme'),
      domain: 'live.example.org',
      stopgap: await certificateAt(clock),
      order,
      clock,
      log,
    });

  test('is ordered at the start, kept over restarts, and renewed when a third of its time is left', async () => {
    const clock = new ManualClock();
    const keys: string[] = [];
    const orders: Certificate[] = [];
    const order = (at: ManualClock) => async (accountKey: string) => {
      keys.push(accountKey);
      const certificate = await certificateAt(at);
      orders.push(certificate);
      return certificate;
    };
    const source = await open(clock, order(clock));
    clock.advance(0);
    await settle(source);
    expect(source.current).toEqual(orders[0]);
    source.close();

    const again = await open(clock, order(clock));
    clock.advance(10 * MINUTE_MS);
    await settle(again);
    expect(again.current).toEqual(orders[0]);
    again.close();

    const later = new ManualClock(clock.wallMs() + 7 * YEAR_MS);
    const old = await open(later, order(later));
    later.advance(0);
    await settle(old);
    expect(orders).toHaveLength(2);
    expect(old.current).toEqual(orders[1]);
    expect(new Set(keys).size).toBe(1);
    old.close();
  });

  test('that is refused is ordered again after growing waits; the pages have the stopgap', async () => {
    const clock = new ManualClock();
    let asked = 0;
    const source = await open(clock, async () => {
      asked += 1;
      throw new Error('the domain does not lead here');
    });
    const stopgap = source.current;
    const counts: number[] = [];
    for (let minute = 0; minute < 8; minute += 1) {
      clock.advance(minute === 0 ? 0 : MINUTE_MS);
      await settle(source);
      counts.push(asked);
    }
    expect(counts).toEqual([1, 1, 2, 2, 2, 2, 3, 3]);
    expect(source.current).toBe(stopgap);
    source.close();
  });
});
