import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../support/kernel/temporary-folder.js';
import type { Fault } from '../fault.js';

const DISK_BYTES = 160 * 2 ** 20;

export const fault: Fault = {
  name: 'disk-full',
  title: 'The disk of the data folder is full for 10 s',
  prepare: async () => {
    const folder = temporaryFolder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', folder.path]);
    return {
      options: { server: { dataDir: folder.path, env: { PROSCENIUM_DELIVERY_DISK_FREE_BYTES: '0' } } },
      undo: async () => {
        execFileSync('umount', ['-l', folder.path]);
        folder.remove();
      },
    };
  },
  strike: async ({ server, hold, note }) => {
    const filler = join(server.dataDir, 'filler');
    const { bavail, bsize } = statfsSync(server.dataDir);
    note(`${Math.round((bavail * bsize) / 2 ** 20)} MiB were free`);
    try {
      writeFileSync(filler, Buffer.alloc(bavail * bsize));
    } catch {
      // Another writer took the last of it meanwhile: full is full.
    }
    await hold(10_000);
    rmSync(filler, { force: true });
  },
};
