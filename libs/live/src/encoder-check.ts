import { encoderFault, programmeSettingsSchema } from '#compositor';
import type { Clock, Log, ProsceniumConfig } from '#kernel';
import { programmeSettingsOf } from './programme-settings.js';

type Probe = typeof encoderFault;

/** Why the encoder that is set does not work on this machine, by ten frames; nothing where it does, or is x264. */
export async function siteEncoderFault(
  config: ProsceniumConfig,
  clock: Clock,
  probe: Probe = encoderFault,
): Promise<string | undefined> {
  const { encoder } = config.programme;
  if (encoder === 'x264') return undefined;
  const settings = programmeSettingsSchema.parse(programmeSettingsOf(config));
  return probe({ settings, encoder, clock });
}

/** At the start, so that nobody learns it in the first show. */
export async function warnOfEncoder(
  config: ProsceniumConfig,
  clock: Clock,
  log: Log,
  probe?: Probe,
): Promise<void> {
  const { encoder } = config.programme;
  try {
    const fault = await siteEncoderFault(config, clock, probe);
    if (fault !== undefined)
      log.warn('live.encoder | does not work here, x264 takes its place', { encoder, fault });
    else if (encoder !== 'x264') log.info('live.encoder | works', { encoder });
  } catch (error) {
    log.warn('live.encoder | could not be tried', { encoder, error });
  }
}
