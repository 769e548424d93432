import { useMemo, useRef } from 'react';
import type { SharedState } from '#client';
import { useObserved } from '../../ui/use-observed.js';
import { parseShape, type Shape } from './shape.js';

interface Known {
  written: string;
  shape: Shape | undefined;
}

/** The shapes of the board in the order of their keys, which is that of their making. Each is read once. */
export function useBoardShapes(shared: SharedState): ReadonlyMap<string, Shape> {
  const entries = useObserved(shared.entries);
  const known = useRef(new Map<string, Known>());
  return useMemo(() => {
    const next = new Map<string, Known>();
    for (const [key, written] of [...entries].sort(([one], [other]) => (one < other ? -1 : 1))) {
      const before = known.current.get(key);
      next.set(key, before?.written === written ? before : { written, shape: parseShape(written) });
    }
    known.current = next;
    return new Map([...next].flatMap(([key, { shape }]) => (shape ? [[key, shape] as const] : [])));
  }, [entries]);
}
