import type { Lifetime } from '#kernel';

export type BenchMode = 'quick' | 'full';

/** One number that a scenario gives each run. */
export interface FigureSpec {
  key: string;
  title: string;
  /** `ms`, `core`, `Mbit/s`, `requests/s`, ... */
  unit: string;
  /** The key of the figure measured in the same run that this one is compared with. */
  beside?: string;
  /** What was promised. The report says met or missed. */
  goal?: { atMost?: number; atLeast?: number };
  /** Why it is missed where it is, and what would close it: told in the report. */
  whenMissed?: string;
}

/** A line of a plot. */
export interface Curve {
  name: string;
  points: readonly (readonly [x: number, y: number])[];
}

export interface PlotSpec {
  key: string;
  title: string;
  x: string;
  y: string;
}

export interface ScenarioRun {
  /** By the key of the figure. A figure that cannot be had here is left out, and a note says why. */
  figures: Record<string, number>;
  /** By the key of the plot; the last run's are drawn. */
  plots?: Record<string, readonly Curve[]>;
  notes?: readonly string[];
}

/** What the runner gives a run. */
export interface Bench {
  mode: BenchMode;
  /** Adopt what you start: it is closed after the run, however the run ends. */
  lifetime: Lifetime;
  /** Shown on the progress line. */
  progress(fact: string): void;
}

export interface Scenario {
  /** As the file is named, without `.ts`. */
  name: string;
  title: string;
  /** Two sentences for the report: what is measured against what, and with which settings. */
  explains: string;
  figures: readonly FigureSpec[];
  plots?: readonly PlotSpec[];
  runs: Record<BenchMode, number>;
  /** Takes many minutes when full: measured quick unless asked for with `--long`, and the report says so. */
  isLong?: boolean;
  run(bench: Bench): Promise<ScenarioRun>;
}
