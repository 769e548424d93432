import { z } from 'zod';
import type { QualityFigures, QualityView } from '#show';
import { answer } from './basics.js';

const quantiles = (says: string) =>
  z.object({ median: z.number(), p95: z.number() }).nullable().describe(says);

const figures = {
  viewings: z.number().int().describe('Starts that players have told of'),
  startMs: quantiles('From being asked to play to the first frame'),
  latencyMs: quantiles('From the clock of the programme to the screen'),
  stallMs: quantiles('How long a stall took'),
  kbps: quantiles('Of the video that was played'),
  stalls: z.number().int(),
  errors: z.number().int(),
  playedSeconds: z.number().describe('As far as players tell it; ours do'),
  stalledShare: z.number().nullable().describe('Of the time that was played or waited, from 0 to 1'),
};
const groups = z.array(z.object({ name: z.string(), ...figures }));

export const qualityAnswer = answer(
  'AudienceQuality',
  z.object({
    all: z.object(figures).nullable().describe('Null while no player has told anything'),
    edges: groups.describe('By edge; `direct` is this server. Of fewer than five viewings no group is named'),
    browsers: groups.describe('By family of browser or player'),
    countries: groups.describe('By the header that the CDN adds, where one is named in the settings'),
  }),
);

const toFigures = ({ playedMs, name: _, ...rest }: QualityFigures) => ({
  ...rest,
  playedSeconds: Math.round(playedMs / 1_000),
});
const toGroup = (each: QualityFigures) => ({ name: each.name, ...toFigures(each) });

export const toQualityAnswer = ({ all, edges, browsers, countries }: QualityView) => ({
  all: all === null ? null : toFigures(all),
  edges: edges.map(toGroup),
  browsers: browsers.map(toGroup),
  countries: countries.map(toGroup),
});
