import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..', '..');
export const PACKAGE_NAMES = ['client', 'react', 'server'];
/** What a project has beside ours, from this checkout so that nothing is fetched. */
const AROUND = [
  'react',
  'react-dom',
  'scheduler',
  'hls.js',
  'mediasoup-client',
  'socket.io-client',
  'vite',
  'zod',
  '@types',
];

/** Our packages as npm makes them, and what they need, in the `node_modules` of each folder. */
export async function installPackages(...folders: string[]): Promise<void> {
  await run(process.execPath, [join(root, 'infra', 'packages', 'build.mjs')], { cwd: root });
  for (const name of PACKAGE_NAMES) {
    const made = join(root, 'dist', 'packages', name);
    const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folders[0] ?? '', made]);
    const file = join(folders[0] ?? '', (JSON.parse(stdout) as { filename: string }[])[0]?.filename ?? '');
    for (const folder of folders) {
      const target = join(folder, 'node_modules', '@proscenium', name);
      mkdirSync(target, { recursive: true });
      await run('tar', ['-xzf', file, '-C', target, '--strip-components=1']);
    }
  }
  for (const folder of folders)
    for (const name of AROUND)
      symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
}
