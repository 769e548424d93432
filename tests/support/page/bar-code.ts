/**
 * A clock that survives cameras, codecs and scaling: the low 24 bits of the wall clock in milliseconds and a
 * CRC-8, as two rows of black and white cells. Runs in the page that draws and wherever a frame is read.
 */

const CLOCK_BITS = 24;
const CRC_BITS = 8;
const ROWS = 2;
const BITS_PER_ROW = (CLOCK_BITS + CRC_BITS) / ROWS;
/** Each row stands between a white and a black reference cell on either side. */
const REFERENCES = 2;
const COLUMNS = BITS_PER_ROW + 2 * REFERENCES;
/** Less contrast than this between the references is no bar code. */
const LEAST_CONTRAST = 60;

export const CLOCK_MODULUS_MS = 2 ** CLOCK_BITS;

/** Where the code stands, as fractions of the camera's frame. */
export const BAR_CODE_AREA = { x: 0.05, y: 0.36, width: 0.9, height: 0.28 };

export interface Cell {
  x: number;
  y: number;
  width: number;
  height: number;
  isWhite: boolean;
}

/** How bright the frame is at a point given in fractions of it, 0 to 255. */
export type LumaAt = (x: number, y: number) => number;

function crc8(clock: number): number {
  let crc = 0xff;
  for (let shift = CLOCK_BITS - 8; shift >= 0; shift -= 8) {
    crc ^= (clock >>> shift) & 0xff;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x80 ? ((crc << 1) ^ 0x07) & 0xff : (crc << 1) & 0xff;
  }
  return crc;
}

function rowPattern(bits: readonly boolean[]): boolean[] {
  return [true, false, ...bits, true, false];
}

function cellAt(row: number, column: number): Omit<Cell, 'isWhite'> {
  const width = BAR_CODE_AREA.width / COLUMNS;
  const height = BAR_CODE_AREA.height / ROWS;
  return { x: BAR_CODE_AREA.x + column * width, y: BAR_CODE_AREA.y + row * height, width, height };
}

/** The cells of a moment, in fractions of the frame. */
export function cellsOf(wallMs: number): Cell[] {
  const clock = Math.floor(wallMs) % CLOCK_MODULUS_MS;
  const word = clock * 2 ** CRC_BITS + crc8(clock);
  const bits = Array.from(
    { length: CLOCK_BITS + CRC_BITS },
    (_, index) => Math.floor(word / 2 ** (CLOCK_BITS + CRC_BITS - 1 - index)) % 2 === 1,
  );
  return Array.from({ length: ROWS }, (_, row) =>
    rowPattern(bits.slice(row * BITS_PER_ROW, (row + 1) * BITS_PER_ROW)).map((isWhite, column) => ({
      ...cellAt(row, column),
      isWhite,
    })),
  ).flat();
}

/** Mean of nine points around the middle: the rims of a cell are smeared by codecs. */
function lumaOfCell(lumaAt: LumaAt, row: number, column: number): number {
  const cell = cellAt(row, column);
  let sum = 0;
  for (const dx of [0.35, 0.5, 0.65])
    for (const dy of [0.35, 0.5, 0.65]) sum += lumaAt(cell.x + dx * cell.width, cell.y + dy * cell.height);
  return sum / 9;
}

function bitsOfRow(lumaAt: LumaAt, row: number): boolean[] | undefined {
  const lumas = Array.from({ length: COLUMNS }, (_, column) => lumaOfCell(lumaAt, row, column));
  const at = (column: number) => lumas[column] ?? 0;
  const white = Math.min(at(0), at(COLUMNS - 2));
  const black = Math.max(at(1), at(COLUMNS - 1));
  if (white - black < LEAST_CONTRAST) return undefined;
  const threshold = (white + black) / 2;
  return lumas.slice(REFERENCES, REFERENCES + BITS_PER_ROW).map((luma) => luma > threshold);
}

/** The 24-bit clock in a frame, or nothing when there is none or it is damaged. */
export function readClock(lumaAt: LumaAt): number | undefined {
  const rows = Array.from({ length: ROWS }, (_, row) => bitsOfRow(lumaAt, row));
  if (rows.some((row) => row === undefined)) return undefined;
  const word = rows.flat().reduce((sum, bit) => sum * 2 + (bit ? 1 : 0), 0);
  const clock = Math.floor(word / 2 ** CRC_BITS);
  return word % 2 ** CRC_BITS === crc8(clock) ? clock : undefined;
}

/** How long ago the clock was drawn. Less than half the modulus (2 h 20 min) either way is recognised. */
export function ageMs(clock: number, nowMs: number): number {
  const difference = (nowMs - clock) % CLOCK_MODULUS_MS;
  const positive = difference < 0 ? difference + CLOCK_MODULUS_MS : difference;
  return positive > CLOCK_MODULUS_MS / 2 ? positive - CLOCK_MODULUS_MS : positive;
}
