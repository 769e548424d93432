import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { resolve } from 'node:path';
import { bad, type Check, type CheckContext, good, warning } from '../finding.js';

const GB = 1_000_000_000;

const inGb = (bytes: number) => `${(bytes / GB).toFixed(1)} GB`;

/** Can the data folder be written, and does what may be kept fit into it? */
export function diskCheck({ config }: CheckContext): Check {
  const folder = resolve(config.dataDir);
  return {
    name: 'disk',
    run: async () => {
      try {
        await mkdir(folder, { recursive: true });
        await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
      } catch (error) {
        const reason = (error as NodeJS.ErrnoException).code ?? String(error);
        return [
          bad(`${folder} cannot be written (${reason})`, 'Name another folder by PROSCENIUM_DATA_DIR.'),
        ];
      }
      const { bavail, bsize } = await statfs(folder);
      const freeBytes = bavail * bsize;
      const says = `${inGb(freeBytes)} free at ${folder}`;
      const { diskFreeBytes, diskLimitBytes } = config.delivery;
      if (freeBytes <= diskFreeBytes)
        return [
          bad(
            `${says}, and ${inGb(diskFreeBytes)} must stay free: nothing is recorded, nobody can rewind`,
            'Free some, or lower PROSCENIUM_DELIVERY_DISK_FREE_BYTES.',
          ),
        ];
      if (freeBytes < diskLimitBytes)
        return [
          warning(
            `${says}: less than the ${inGb(diskLimitBytes)} that rewinding may take`,
            'Lower PROSCENIUM_DELIVERY_DISK_LIMIT_BYTES and PROSCENIUM_RECORDING_DISK_LIMIT_BYTES to what is there.',
          ),
        ];
      return [good(says)];
    },
  };
}
