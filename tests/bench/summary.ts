import { median } from '../support/meters/statistics.js';
import type { Curve, FigureSpec, PlotSpec, Scenario, ScenarioRun } from './scenario.js';

export interface FigureSummary extends FigureSpec {
  median: number;
  least: number;
  most: number;
  /** This figure's median over that of its reference, in the same runs. */
  ratio?: number;
  verdict?: 'met' | 'missed';
}

export interface ScenarioSummary {
  name: string;
  title: string;
  explains: string;
  mode: string;
  runs: number;
  figures: FigureSummary[];
  plots: (PlotSpec & { curves: readonly Curve[] })[];
  notes: string[];
  /** All runs together, told so that a full pass can be planned. */
  tookSeconds?: number;
}

function verdictOf(value: number, goal: FigureSpec['goal']): { verdict?: 'met' | 'missed' } {
  if (!goal) return {};
  const isMet =
    value <= (goal.atMost ?? Number.POSITIVE_INFINITY) && value >= (goal.atLeast ?? Number.NEGATIVE_INFINITY);
  return { verdict: isMet ? 'met' : 'missed' };
}

/** Ratios are taken run by run, so that a slow minute slows both sides. */
function ratioOf(spec: FigureSpec, runs: readonly ScenarioRun[]): { ratio?: number } {
  const { key, beside } = spec;
  if (beside === undefined) return {};
  const ratios = runs.flatMap(({ figures }) => {
    const [own, reference] = [figures[key], figures[beside]];
    return own === undefined || !reference ? [] : [own / reference];
  });
  return ratios.length === 0 ? {} : { ratio: median(ratios) };
}

function summariseFigure(spec: FigureSpec, runs: readonly ScenarioRun[]): FigureSummary[] {
  const values = runs.map((run) => run.figures[spec.key]).filter((value) => value !== undefined);
  if (values.length === 0) return [];
  const middle = median(values);
  return [
    {
      ...spec,
      median: middle,
      least: Math.min(...values),
      most: Math.max(...values),
      ...ratioOf(spec, runs),
      ...verdictOf(middle, spec.goal),
    },
  ];
}

/** Medians with their spread over the runs of a scenario. A figure that nobody declared is an error. */
export function summarise(scenario: Scenario, mode: string, runs: readonly ScenarioRun[]): ScenarioSummary {
  const known = new Set(scenario.figures.map((figure) => figure.key));
  const stray = runs.flatMap((run) => Object.keys(run.figures)).find((key) => !known.has(key));
  if (stray !== undefined) throw new Error(`${scenario.name} gave '${stray}', which it does not declare`);
  const last = runs.at(-1)?.plots ?? {};
  return {
    name: scenario.name,
    title: scenario.title,
    explains: scenario.explains,
    mode,
    runs: runs.length,
    figures: scenario.figures.flatMap((spec) => summariseFigure(spec, runs)),
    plots: (scenario.plots ?? []).flatMap((plot) => {
      const curves = last[plot.key];
      return curves === undefined ? [] : [{ ...plot, curves }];
    }),
    notes: [...new Set(runs.flatMap((run) => run.notes ?? []))],
  };
}
