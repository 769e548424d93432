// Builds the server: every source of apps/server and libs, one file to one file, into dist/.
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePrismaClient } from './generate.mjs';
import { isEntry } from './is-entry.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const nest = JSON.parse(await readFile(join(root, 'nest-cli.json'), 'utf8'));
const { filenames, outDir, swcrcPath } = nest.compilerOptions.builder.options;

async function sourcesOf(folder) {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name) && !/\.(spec|d)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !/^libs\/(client|react|server-sdk)\//.test(path) && !path.includes('node_modules'));
}

const optionsChangedMs = (await stat(join(root, swcrcPath))).mtimeMs;

async function isFresh(source, target) {
  const [from, to] = await Promise.all([stat(join(root, source)), stat(target).catch(() => undefined)]);
  return to !== undefined && to.mtimeMs >= from.mtimeMs && to.mtimeMs >= optionsChangedMs;
}

const FILES_AT_ONCE = 128;

async function compile(source) {
  const target = join(root, outDir, source.replace(/\.ts$/, '.js'));
  if (await isFresh(source, target)) return { target, built: false };
  const { transformFile } = await import('@swc/core');
  const { code, map } = await transformFile(join(root, source), {
    configFile: join(root, swcrcPath),
    sourceMaps: true,
  });
  await mkdir(dirname(target), { recursive: true });
  await writeFile(`${target}.map`, map ?? '');
  await writeFile(target, `${code}\n//# sourceMappingURL=${target.split('/').pop()}.map\n`);
  return { target, built: true };
}

async function removeStale(kept) {
  const entries = await readdir(join(root, outDir), { recursive: true, withFileTypes: true }).catch(() => []);
  const stale = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !kept.has(path) && !path.startsWith(join(root, outDir, 'web')));
  await Promise.all(stale.flatMap((path) => [rm(path), rm(`${path}.map`, { force: true })]));
}

/** A few at a time: each takes open files, of which a container or an old shell may have 1,024. */
async function compileAll(sources) {
  const results = [];
  for (let at = 0; at < sources.length; at += FILES_AT_ONCE)
    results.push(...(await Promise.all(sources.slice(at, at + FILES_AT_ONCE).map(compile))));
  return results;
}

/** Resolves to the number of source files and how many of them were compiled this time. */
export async function buildServer() {
  const sources = (await Promise.all(filenames.map(sourcesOf))).flat();
  const results = await compileAll(sources);
  await removeStale(new Set(results.map((result) => result.target)));
  return { files: sources.length, compiled: results.filter((result) => result.built).length };
}

if (isEntry(import.meta.url)) {
  await ensurePrismaClient();
  const { files, compiled } = await buildServer();
  console.log(`build | ${compiled} of ${files} files compiled`);
}
