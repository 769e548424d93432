import { expect, test } from '@jest/globals';
import { seededRandom } from '../../../../tests/support/kernel/seeded-random.js';
import { readCmcd } from './read-cmcd.js';

const read = (text: string) => {
  const found = readCmcd(text);
  return found === undefined ? undefined : Object.fromEntries(found);
};

test.each([
  ['', {}],
  ['bl=21300,br=3200,bs,cid="a \\"b\\" c"', { bl: 21300, br: 3200, bs: true, cid: 'a "b" c' }],
  [
    'd=4004,ot=v,rtp=12000,sid="6e2fb550",su,tb=6000',
    { d: 4004, ot: 'v', rtp: 12000, sid: '6e2fb550', su: true, tb: 6000 },
  ],
  ['pr=1.08, nor="..%2F300kbps%2Fseg.m4v"', { pr: 1.08, nor: '..%2F300kbps%2Fseg.m4v' }],
  ['e=t,ltc=900,sta=p,ts=1767225600123,v=2', { e: 't', ltc: 900, sta: 'p', ts: 1767225600123, v: 2 }],
  ['bg=?0,bs=?1', { bg: false, bs: true }],
  ['br=(3000;v 128;a),ec=("network" "media")', { br: [3000, 128], ec: ['network', 'media'] }],
  ['com.example-key=7;x=1', { 'com.example-key': 7 }],
])('%j', (text, expected) => expect(read(text)).toEqual(expected));

test.each([
  'br=',
  '=3',
  'br=3,,bl=4',
  'br=(1 2',
  'br=((1))',
  'cid="open',
  'cid="a\u0000"',
  'br=3 bl=4',
  'br=1e9',
  `cid="${'x'.repeat(3_000)}"`,
  Array.from({ length: 80 }, (_, index) => `k${index}=1`).join(','),
  `br=(${'1 '.repeat(40)})`,
])('%j is none', (text) => expect(readCmcd(text)).toBeUndefined());

test('whatever comes, it is read or refused in a moment', () => {
  const random = seededRandom(5_004);
  const signs = [
    'br',
    '=',
    '3',
    ',',
    '(',
    ')',
    '"',
    '\\',
    ';',
    ' ',
    '?1',
    '-',
    '.',
    'é',
    '\u0000',
    'sid="x"',
  ];
  for (let round = 0; round < 20_000; round += 1) {
    const length = Math.floor(random() * 40);
    const text = Array.from({ length }, () => signs[Math.floor(random() * signs.length)]).join('');
    const found = readCmcd(text);
    expect(found === undefined || found.size <= 64).toBe(true);
  }
  for (const sign of signs) expect(() => readCmcd(sign.repeat(2_000).slice(0, 2_000))).not.toThrow();
});
