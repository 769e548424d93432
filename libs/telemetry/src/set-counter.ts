import type { Counter } from 'prom-client';

/** Rooms count for themselves, from their own start on: a lower value than before is a restart, as Prometheus expects. */
export function setCounter<Label extends string>(
  counter: Counter<Label>,
  value: number,
  labels: Partial<Record<Label, string>> = {},
): void {
  counter.remove(labels);
  counter.inc(labels, value);
}
