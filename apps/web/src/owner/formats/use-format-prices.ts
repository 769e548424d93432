import type { ProgrammePrice } from '#client';
import { api } from '../../ui/api.js';
import { useFetched } from '../../ui/use-fetched.js';
import { useSettled } from '../../ui/use-settled.js';
import { canToggle, type FormatChoice, SHAPES, type Shape, withShapeToggled } from './format-choice.js';

/** Several presses in a row ask once. */
const SETTLED_MS = 200;

export interface FormatPrices {
  total: ProgrammePrice;
  /** What each shape adds, or would add; nothing for one that cannot be added or removed. */
  perShape: Partial<Record<Shape, number>>;
}

async function load(choice: FormatChoice): Promise<FormatPrices> {
  const total = await api.priceOf(choice);
  if (choice === null) return { total, perShape: {} };
  const perShape = await Promise.all(
    SHAPES.filter((shape) => canToggle(choice, shape)).map(async (shape): Promise<[Shape, number]> => {
      const other = await api.priceOf(withShapeToggled(choice, shape));
      return [shape, Math.abs(other.neededCores - total.neededCores)];
    }),
  );
  return { total, perShape: Object.fromEntries(perShape) };
}

/** What the choice would take of the server, before it is saved. Undefined while the answer to this choice is missing. */
export function useFormatPrices(choice: FormatChoice): { prices: FormatPrices | undefined; error: unknown } {
  const key = JSON.stringify(choice);
  const isSettled = useSettled(key, SETTLED_MS) === key;
  const { value, error } = useFetched(['format-prices', key], () => load(choice), { isWanted: isSettled });
  return { prices: value, error };
}
