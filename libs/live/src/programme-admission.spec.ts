import { describe, expect, test } from '@jest/globals';
import { loadConfig, type ShowError, TypedEvents } from '#kernel';
import type { OpenShow } from './open-show.js';
import { ProgrammeAdmission } from './programme-admission.js';

const CORES = 4;
const config = loadConfig({ env: {}, readFile: () => undefined, cores: CORES, isTerminal: false });

/** The part of a show that admission reads; its cost is what a test says. */
class OnAir {
  readonly showId: string;
  readonly events: OpenShow['events'] = new TypedEvents();
  readonly stage = { participants: [] } as unknown as OpenShow['stage'];
  view = { state: 'live' } as OpenShow['view'];

  constructor(showId: string) {
    this.showId = showId;
  }

  takes(cores: number, seconds: number): void {
    const health = { cores, rungs: ['video-720', 'video-480', 'video-360'], tracks: [] };
    for (let second = 0; second < seconds; second += 1) this.events.emit('health', health as never);
  }

  end(): void {
    this.view = { state: 'ended' } as OpenShow['view'];
    this.events.emit('changed', this.view as never);
  }
}

function refusal(admission: ProgrammeAdmission, shows: OnAir[]): ShowError | undefined {
  try {
    admission.admitOne(shows);
    return undefined;
  } catch (error) {
    return error as ShowError;
  }
}

/** Shows that are let on one after the other, until one is refused. */
function fill(admission: ProgrammeAdmission): OnAir[] {
  const shows: OnAir[] = [];
  while (!refusal(admission, shows)) {
    const show = new OnAir(`show_${shows.length}`);
    admission.watch(show);
    shows.push(show);
  }
  return shows;
}

describe('one show more', () => {
  test('is let on until the machine is full, a fifth of it kept for all else, and then refused with numbers', () => {
    const admission = new ProgrammeAdmission(config, CORES);
    const shows = fill(admission);
    const error = refusal(admission, shows);
    expect(error).toMatchObject({ code: 'machine-full', status: 503, retry: true, blame: 'config' });
    const { neededCores, freeCores, cores } = (error?.details ?? {}) as Record<string, number>;
    expect(cores).toBe(CORES);
    expect(neededCores).toBeGreaterThan(freeCores ?? Number.NaN);
    expect(freeCores).toBeCloseTo(CORES * 0.8 - shows.length * (neededCores ?? 0), 1);
    expect(error?.message).toContain(`${freeCores} processor cores`);
  });

  test('has room again when one has ended', () => {
    const admission = new ProgrammeAdmission(config, CORES);
    const shows = fill(admission);
    shows[0]?.end();
    expect(refusal(admission, shows)).toBeUndefined();
  });

  test('is refused earlier where shows are measured to take more than was expected', () => {
    const admission = new ProgrammeAdmission(config, CORES);
    const only = new OnAir('show_0');
    admission.watch(only);
    expect(refusal(admission, [only])).toBeUndefined();
    only.takes(3, 60);
    expect(refusal(admission, [only])?.code).toBe('machine-full');
  });
});

describe('formats of a show', () => {
  const formats = (['16:9', '9:16'] as const).map(
    (shape) => ({ shape, shortSidePx: 720, frameRate: 30, preset: 'veryfast', layout: null }) as const,
  );

  test('have a price, which decides whether the show is let on', () => {
    const admission = new ProgrammeAdmission(config, CORES);
    const one = admission.priceOf(formats.slice(0, 1), []);
    const two = admission.priceOf(formats, []);
    expect(two).toMatchObject({ freeCores: CORES * 0.8, mostCores: CORES * 0.8 });
    // The guests are decoded once for both.
    expect(two.neededCores).toBeGreaterThan(1.5 * one.neededCores);
    expect(two.neededCores).toBeLessThan(2 * one.neededCores);
    const small = new ProgrammeAdmission(config, 1);
    expect(() => small.admitOne([], small.settingsOf(formats.slice(0, 1)))).not.toThrow();
    expect(() => small.admitOne([], small.settingsOf(formats))).toThrow(
      /needs [\d.]+\. .*fewer or smaller formats/,
    );
  });

  test('of a show on air count as what they take', () => {
    const admission = new ProgrammeAdmission(config, CORES);
    const show = new OnAir('show_1');
    admission.watch(show);
    const usual = admission.priceOf(null, [show]).freeCores;
    admission.expect('show_1', admission.settingsOf(formats));
    expect(admission.priceOf(null, [show]).freeCores).toBeLessThan(usual);
  });
});
