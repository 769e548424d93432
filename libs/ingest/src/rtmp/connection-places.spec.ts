import { beforeEach, expect, test } from '@jest/globals';
import { ConnectionPlaces } from './connection-places.js';

let places: ConnectionPlaces<string>;
let ended: string[];

beforeEach(() => {
  places = new ConnectionPlaces({ all: 6, ofNetwork: 3 });
  ended = [];
});

const take = (name: string, network: string) => places.take(name, network, () => ended.push(name));

test('a network has no more than its share', () => {
  expect(['1', '2', '3', '4'].map((name) => take(name, 'a'))).toEqual([true, true, true, false]);
  places.leave('1');
  expect(take('5', 'a')).toBe(true);
  expect(ended).toEqual([]);
});

test('where all places are taken, the oldest stranger of the network that has most of them loses its own', () => {
  for (const [name, network] of ['aa', 'bb', 'cb', 'db', 'ec', 'fc'].map((both) => [...both]))
    expect(take(name as string, network as string)).toBe(true);
  expect(take('encoder', 'far')).toBe(true);
  expect([ended, places.size]).toEqual([['b'], 6]);
});

test('who sends with a right key loses nothing; where all do, a new one has no place', () => {
  const names = ['1', '2', '3', '4', '5', '6'];
  for (const [at, name] of names.entries()) take(name, at < 3 ? 'a' : 'b');
  for (const name of names) if (name !== '5') places.know(name);
  expect(take('7', 'c')).toBe(true);
  expect(ended).toEqual(['5']);
  places.know('7');
  expect(take('8', 'd')).toBe(false);
  expect(ended).toEqual(['5']);
});

test('a connection that left is known no more', () => {
  take('1', 'a');
  places.leave('1');
  places.know('1');
  expect(places.size).toBe(0);
});
