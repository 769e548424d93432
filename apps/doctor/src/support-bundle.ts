import { writeFile } from 'node:fs/promises';
import { arch, cpus, loadavg, release, totalmem, type, uptime } from 'node:os';
import { join } from 'node:path';
import { type Clock, settingsWithoutSecrets } from '#kernel';
import { askRunning } from './ask-running.js';
import type { CheckContext } from './finding.js';
import type { Report } from './run-checks.js';

interface BundleOptions extends CheckContext {
  reports: readonly Report[];
  clock: Clock;
  /** Where the file is written. */
  folder: string;
}

/** Everything that a report of a fault needs, as one file that people can read before they send it. */
export async function writeBundle(options: BundleOptions): Promise<string> {
  const { config, reports, clock, folder } = options;
  const at = new Date(clock.wallMs()).toISOString();
  const path = join(folder, `proscenium-support-${at.replace(/[:.]/g, '-')}.json`);
  const bundle = {
    at,
    machine: {
      system: `${type()} ${release()} ${arch()}`,
      processors: `${cpus().length} of ${cpus()[0]?.model ?? 'unknown'}`,
      memoryBytes: totalmem(),
      upSeconds: Math.round(uptime()),
      load: loadavg(),
      node: process.versions.node,
    },
    settings: settingsWithoutSecrets(config),
    reports,
    running: options.isServerRunning ? await askRunning(config) : null,
  };
  await writeFile(path, `${JSON.stringify(bundle, null, 2)}\n`, { mode: 0o600 });
  return path;
}
