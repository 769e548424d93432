import { PreparedThread, type ProgrammeSettings } from '#compositor';
import { type ProgrammeDescription, programmeDescriptionSchema } from '#programme-link';
import { ReceiverWorker } from '#stage';
import type { Preparation } from '#supervision';

/** What takes time when a programme starts, and is the same for every show of an installation. */
export interface PreparedProgramme {
  thread: PreparedThread;
  /** Nothing where it could not be started: the programme itself then tells why. */
  mediaWorker?: ReceiverWorker | undefined;
}

const FRAGMENT_MS: Record<ProgrammeDescription['profile'], number> = {
  low: 500,
  ultra: 200,
  standard: 2_000,
};

export const settingsOf = ({ settings, profile }: ProgrammeDescription): ProgrammeSettings => ({
  ...settings,
  fragmentMs: FRAGMENT_MS[profile],
});

/** The thread loads its code at once; encoders and a media worker are started for the show that is expected. */
export function prepareProgramme(expected: Promise<unknown>): Preparation<PreparedProgramme> {
  const prepared: PreparedProgramme = { thread: PreparedThread.start() };
  const done = expected.then(async (order) => {
    const description = programmeDescriptionSchema.parse(order);
    const worker = ReceiverWorker.create(description.mediasoupWorkerBin).catch(() => undefined);
    await prepared.thread.prepare(settingsOf(description));
    prepared.mediaWorker = await worker;
  });
  return { prepared, done };
}
