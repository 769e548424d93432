import { availableParallelism } from 'node:os';
import type { OpenShows } from '#broadcast';
import { admitProgramme, estimateCores, programmeSettingsSchema } from '#compositor';
import type { ProsceniumConfig } from '#kernel';
import { programmeSettingsOf } from './programme-settings.js';

/** Share of the machine that programmes leave to stage, origin, database and everything else. */
const RESERVED_SHARE = 0.2;
/** A show that begins with one person soon has more. */
const EXPECTED_GUESTS = 4;

/** Refuses one show more, with numbers, when the machine could not carry it beside those on air. */
export function admitOne(shows: OpenShows, config: ProsceniumConfig): void {
  const settings = programmeSettingsSchema.parse(programmeSettingsOf(config));
  const coresFor = (guests: number) => estimateCores(settings, Math.max(guests, EXPECTED_GUESTS));
  const cores = availableParallelism();
  const usedCores = shows.all
    .filter(({ programme, view }) => programme !== undefined && view.state === 'live')
    .reduce((sum, { stage }) => sum + coresFor(stage.participants.length), 0);
  admitProgramme(coresFor(0), { cores, usedCores, reservedCores: cores * RESERVED_SHARE });
}
