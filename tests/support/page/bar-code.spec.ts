import { expect, test } from '@jest/globals';
import { ageMs, CLOCK_MODULUS_MS, cellsOf, type LumaAt, readClock } from './bar-code.js';

function frameOf(wallMs: number, blur = 0): LumaAt {
  const cells = cellsOf(wallMs);
  return (x, y) => {
    const cell = cells.find(
      (each) => x >= each.x && x < each.x + each.width && y >= each.y && y < each.y + each.height,
    );
    const luma = cell?.isWhite ? 235 : 16;
    return luma + (125 - luma) * blur;
  };
}

test('every moment of a wide range is read back', () => {
  for (let wallMs = 1_790_000_000_000; wallMs < 1_790_000_000_000 + 3 * CLOCK_MODULUS_MS; wallMs += 777_777)
    expect(readClock(frameOf(wallMs))).toBe(wallMs % CLOCK_MODULUS_MS);
});

test('low contrast still reads, none does not', () => {
  expect(readClock(frameOf(123_456, 0.6))).toBe(123_456);
  expect(readClock(frameOf(123_456, 0.9))).toBeUndefined();
});

test('a damaged code is refused and never misread', () => {
  const whole = frameOf(5_000_000);
  const [first] = cellsOf(5_000_000).slice(2);
  const damaged: LumaAt = (x, y) =>
    first && x >= first.x && x < first.x + first.width && y < first.y + first.height
      ? 251 - whole(x, y)
      : whole(x, y);
  expect(readClock(damaged)).toBeUndefined();
});

test('the age is right across the wrap of the clock', () => {
  const now = CLOCK_MODULUS_MS * 7 + 10;
  expect(ageMs((now - 500) % CLOCK_MODULUS_MS, now)).toBe(500);
  expect(ageMs((now + 40) % CLOCK_MODULUS_MS, now)).toBe(-40);
});
