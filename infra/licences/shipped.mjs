// Which packages are shipped: what the server loads in production, and what is bundled into the pages.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Sources that are bundled into the pages; their tests and build settings are not. */
const BUNDLED = ['apps/web/src', 'apps/web/hls', 'libs/client/src', 'libs/protocol/src', 'libs/media/src'];
const NOT_BUNDLED = /\.spec\.tsx?$|\/testing\//;
const BARE_IMPORT = /(?:from|import)\s*\(?\s*['"]([^.#/'"][^'"]*)['"]/g;

const IS_PACKAGE = /^(@[\w.-]+\/)?[\w.-]+(\/|$)/;

const filesIn = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

/** `@scope/name/file` and `name/file` are of `@scope/name` and `name`. */
const packageOf = (specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

function importedByPages(root) {
  const files = BUNDLED.map((folder) => join(root, folder))
    .filter(existsSync)
    .flatMap(filesIn);
  const names = files
    .filter((file) => !NOT_BUNDLED.test(file))
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(BARE_IMPORT)])
    .map(([, specifier]) => specifier)
    .filter((specifier) => !specifier.startsWith('node:') && IS_PACKAGE.test(specifier))
    .map(packageOf);
  return [...new Set(names)].sort();
}

/** Node's own rule: the nearest `node_modules` on the way up. */
function resolve(packages, from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const path = `${at}${at ? '/' : ''}node_modules/${name}`;
    if (packages[path]) return path;
    if (at === '') return undefined;
  }
}

const wantedBy = (entry) => [
  ...Object.keys(entry.dependencies ?? {}),
  ...Object.keys(entry.optionalDependencies ?? {}),
  ...Object.keys(entry.peerDependencies ?? {}).filter(
    (name) => !entry.peerDependenciesMeta?.[name]?.optional,
  ),
];

function closure(packages, names) {
  const found = new Map();
  const visit = (from, name) => {
    const path = resolve(packages, from, name);
    if (path === undefined || found.has(path)) return;
    const uses = new Set();
    found.set(path, uses);
    for (const wanted of wantedBy(packages[path])) {
      const target = resolve(packages, path, wanted);
      if (target) uses.add(target);
      visit(path, wanted);
    }
  };
  for (const name of names) visit('', name);
  return found;
}

/** Older packages say it as an object or a list. */
function licenceOf(manifest) {
  const said = manifest.license ?? manifest.licenses;
  const each = (one) => (typeof one === 'string' ? one : one?.type);
  return Array.isArray(said) ? `(${said.map(each).join(' OR ')})` : each(said);
}

/** Every package that is installed in production or bundled, by path; packages of other platforms are not here. */
export function shippedPackages(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const own = packages[''];
  const server = closure(packages, Object.keys({ ...own.dependencies, ...own.optionalDependencies }));
  const pages = closure(packages, importedByPages(root));
  // npm installs more in production than the server loads, such as the optional peers of what it loads.
  const production = Object.keys(packages).filter((path) => path !== '' && !packages[path].dev);
  return [...new Set([...server.keys(), ...pages.keys(), ...production])]
    .filter((path) => existsSync(join(root, path, 'package.json')))
    .map((path) => {
      const manifest = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
      return {
        path,
        name: manifest.name,
        version: manifest.version,
        licence: licenceOf(manifest),
        integrity: packages[path].integrity,
        url: packages[path].resolved,
        inServer: server.has(path),
        inPages: pages.has(path),
        uses: [...(server.get(path) ?? pages.get(path) ?? [])].sort(),
      };
    })
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** The packages that pages import by name: none of them may be missing from the lock. */
export const pageImports = importedByPages;
export const projectRoot = dirname(dirname(import.meta.dirname));
