import type { Random } from '../../support/kernel/seeded-random.js';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const below = (random: Random, limit: number): number => Math.floor(random() * limit);

function nested(depth: number): Json {
  let value: Json = 0;
  for (let index = 0; index < depth; index += 1) value = index % 2 === 0 ? [value] : { a: value };
  return value;
}

/** What people who look for holes put where something else belongs. */
export const NASTY: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  1e308,
  '',
  '0',
  '__proto__',
  'constructor',
  '../../../../etc/passwd',
  '..%2f..%2f',
  '<img src=x onerror=alert(1)>',
  "'; DROP TABLE shows; --",
  '{{7*7}}',
  '%00\0',
  '\u202e\ufeff\ud800',
  '\n\rSet-Cookie: a=b',
  '-i /etc/passwd',
  'file:///etc/passwd',
  'http://169.254.169.254/latest/meta-data',
  'x'.repeat(70_000),
  [],
  {},
  Array.from({ length: 2_000 }, () => 0),
  { toString: 'x', valueOf: 'y' },
  JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}') as Json,
  nested(200),
];

function nasty(random: Random): Json {
  return NASTY[below(random, NASTY.length)] ?? null;
}

function mutateObject(value: { [key: string]: Json }, random: Random): Json {
  const keys = Object.keys(value);
  const key = keys[below(random, keys.length)];
  if (key === undefined || random() < 0.1) return { ...value, [`extra${below(random, 9)}`]: nasty(random) };
  if (random() < 0.15) {
    const { [key]: _dropped, ...rest } = value;
    return rest;
  }
  return { ...value, [key]: mutateJson(value[key] ?? null, random) };
}

function mutateArray(value: readonly Json[], random: Random): Json {
  if (value.length === 0 || random() < 0.15) return [...value, nasty(random)];
  const at = below(random, value.length);
  if (random() < 0.15) return value.filter((_, index) => index !== at);
  if (random() < 0.1) return Array.from({ length: 200 }, () => value[at] ?? null);
  return value.map((each, index) => (index === at ? mutateJson(each, random) : each));
}

/** The same message with one thing wrong somewhere in it. */
export function mutateJson(value: Json, random: Random): Json {
  if (random() < 0.2 || value === null || typeof value !== 'object') return nasty(random);
  return Array.isArray(value) ? mutateArray(value, random) : mutateObject(value, random);
}
