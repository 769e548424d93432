import { useRef, useState } from 'react';
import { useEvery } from '../ui/use-every.js';

const TICK_MS = 250;

/** How many seconds are left until this viewer may write again, where one message every `seconds` is the pace. */
export function useSlowMode(seconds: number) {
  const saidAtMs = useRef(Number.NEGATIVE_INFINITY);
  const leftS = () => Math.max(0, Math.ceil(seconds - (performance.now() - saidAtMs.current) / 1_000));
  const [waitS, setWait] = useState(0);
  useEvery(waitS > 0 ? TICK_MS : null, () => setWait(leftS()));
  const said = () => {
    saidAtMs.current = performance.now();
    setWait(leftS());
  };
  return { waitS, said };
}
