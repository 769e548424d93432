import { expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { spriteFromRgba } from '../overlay/sprite.js';
import type { DrawnStill, StillOrder } from './still-messages.js';
import { Stills } from './stills.js';

const SIZE = { width: 8, height: 4 };
const sprite = spriteFromRgba(new Uint8Array(8 * 4 * 4).fill(255), 8, 4);

function stillsWithDrawer() {
  const orders: StillOrder[] = [];
  let tell: (drawn: DrawnStill) => void = () => undefined;
  let die: () => void = () => undefined;
  const stills = new Stills(silentLog, (onDrawn, onDied) => {
    tell = onDrawn;
    die = onDied;
    return { draw: (order) => void orders.push(order), close: async () => undefined };
  });
  return { stills, orders, tell: (drawn: DrawnStill) => tell(drawn), die: () => die() };
}

test('an image is drawn once for each size, and is there from then on', () => {
  const { stills, orders, tell } = stillsWithDrawer();
  stills.add('a', new Uint8Array(3));
  expect([stills.find('a', SIZE), stills.find('a', SIZE)]).toEqual([undefined, undefined]);
  expect(orders).toHaveLength(1);
  expect(stills.isSettled('a', SIZE)).toBe(false);
  tell({ name: orders[0]?.name ?? '', sprite });
  expect(stills.find('a', SIZE)).toBe(sprite);
  expect(stills.isSettled('a', SIZE)).toBe(true);
  stills.find('a', { width: 16, height: 8 });
  expect(orders).toHaveLength(2);
});

test('what is no image, and what ends the thread, is settled and never drawn again', () => {
  const { stills, orders, tell, die } = stillsWithDrawer();
  stills.add('bad', new Uint8Array(3));
  stills.add('worse', new Uint8Array(3));
  stills.find('bad', SIZE);
  tell({ name: orders[0]?.name ?? '', sprite: undefined });
  stills.find('worse', SIZE);
  die();
  expect([stills.isSettled('bad', SIZE), stills.isSettled('worse', SIZE)]).toEqual([true, true]);
  expect(orders).toHaveLength(2);
  stills.add('good', new Uint8Array(3));
  stills.find('good', SIZE);
  expect(orders).toHaveLength(3);
});

test('an image that nobody gave is waited for by nobody', () => {
  const { stills, orders } = stillsWithDrawer();
  expect([stills.find('unknown', SIZE), stills.isSettled('unknown', SIZE)]).toEqual([undefined, true]);
  expect(orders).toEqual([]);
});

test('files are kept up to a number and a size: the oldest go first', () => {
  const { stills, orders } = stillsWithDrawer();
  for (let n = 0; n < 40; n += 1) stills.add(`${n}`, new Uint8Array(4 * 1024 * 1024));
  stills.find('0', SIZE);
  stills.find('39', SIZE);
  expect(orders.map(({ name }) => name)).toEqual(['8x4 39']);
});
