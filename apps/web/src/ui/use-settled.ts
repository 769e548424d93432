import { useEffect, useState } from 'react';

/** The newest value that stayed the same for a while: who types a word asks once for it. */
export function useSettled(value: string, afterMs: number): string | undefined {
  const [settled, setSettled] = useState<string>();
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMs);
    return () => clearTimeout(timer);
  }, [value, afterMs]);
  return settled;
}
