// Makes the packages that others build on, in dist/packages: `sh infra/bootstrap/node infra/packages/build.mjs`.
// Each is one bundle of our own code, with its declarations beside it; what comes from npm stays a dependency.

import { spawnSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..', '..');
const out = join(root, 'dist', 'packages');
const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const versionOf = (name) => manifest.dependencies[name] ?? manifest.devDependencies[name];
const versions = (names) => Object.fromEntries(names.map((name) => [name, versionOf(name)]));

const PACKAGES = [
  {
    name: 'client',
    description: 'Watch, talk in and stand on the stage of Proscenium shows, from any web page.',
    room: 'client',
    dependencies: versions(['hls.js', 'mediasoup-client', 'socket.io-client', 'zod']),
  },
  {
    name: 'react',
    description: 'React components for Proscenium shows: player, chat, raised hand, stage.',
    room: 'react',
    stylesheet: 'style.css',
    dependencies: { '@proscenium/client': manifest.version },
    peerDependencies: { react: '>=19' },
  },
  {
    name: 'server',
    description: 'Tickets, API and webhooks of Proscenium, from your own Node server.',
    room: 'server-sdk',
    engines: manifest.engines,
    dependencies: {},
  },
];

/** Declarations name other rooms as `#protocol`; the package says where those lie. */
function emitTypes(room, folder) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
      '-p',
      join(import.meta.dirname, `${room}.json`),
      '--outDir',
      folder,
    ],
    { encoding: 'utf8', cwd: root },
  );
  if (status !== 0) throw new Error(`${room}: ${stdout}${stderr}`);
}

async function bundle({ name, room, dependencies, peerDependencies = {} }, folder) {
  const foreign = [...Object.keys(dependencies), ...Object.keys(peerDependencies), 'react/jsx-runtime'];
  // The components stand on the client's package, so that a page has it once.
  const aliases = name === 'react' ? [{ find: '#client', replacement: '@proscenium/client' }] : [];
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    resolve: { conditions: ['source', 'module', 'import', 'default'], alias: aliases },
    build: {
      outDir: join(folder, 'lib'),
      emptyOutDir: false,
      minify: false,
      sourcemap: true,
      target: 'es2023',
      lib: {
        entry: join(root, 'libs', room, 'src', 'index.ts'),
        formats: ['es'],
        fileName: () => 'index.js',
      },
      rolldownOptions: {
        // Rooms do nothing when they are loaded: what a package does not use of them is left out.
        treeshake: { moduleSideEffects: false },
        external: (id) =>
          id.startsWith('node:') ||
          builtinModules.includes(id) ||
          foreign.some((each) => id === each || id.startsWith(`${each}/`)) ||
          id === '@proscenium/client',
      },
    },
  });
}

/** The declarations of the client are those of its own package, or a class of it would be two types. */
async function keepOnly(folder, kept) {
  for (const name of await readdir(folder))
    if (name !== kept) await rm(join(folder, name), { recursive: true });
}

for (const each of PACKAGES) {
  const folder = join(out, each.name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await bundle(each, folder);
  emitTypes(each.room, join(folder, 'types'));
  if (each.name === 'react') await keepOnly(join(folder, 'types', 'libs'), 'react');
  const types = `./types/libs/${each.room}/src/index.d.ts`;
  const { name, description, engines, dependencies, peerDependencies, stylesheet } = each;
  const own = {
    name: `@proscenium/${name}`,
    version: manifest.version,
    description,
    license: manifest.license,
    type: 'module',
    sideEffects: stylesheet === undefined ? false : [stylesheet],
    exports: {
      '.': { types, default: './lib/index.js' },
      ...(stylesheet === undefined ? {} : { [`./${stylesheet}`]: `./${stylesheet}` }),
    },
    // For declarations only: the bundle names no room.
    imports:
      name === 'react'
        ? { '#client': '@proscenium/client' }
        : { '#*': { types: './types/libs/*/src/index.d.ts' } },
    files: ['lib', 'types', 'README.md', 'LICENSE', ...(stylesheet === undefined ? [] : [stylesheet])],
    dependencies,
    ...(peerDependencies === undefined ? {} : { peerDependencies }),
    ...(engines === undefined ? {} : { engines }),
  };
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(own, null, 2)}\n`);
  await cp(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  if (stylesheet !== undefined)
    await cp(join(root, 'libs', each.room, 'src', stylesheet), join(folder, stylesheet));
  await cp(join(root, 'libs', each.room, 'README.md'), join(folder, 'README.md'));
}
process.stdout.write(
  `packages | ${PACKAGES.map(({ name }) => `@proscenium/${name}`).join(', ')} in dist/packages\n`,
);
