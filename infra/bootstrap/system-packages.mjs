// Installs missing system packages if that needs no password; otherwise prints the command to type.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runTool, ToolFailed } from './run-tool.mjs';
import { BootstrapFault } from './steps.mjs';

// Daemons are in sbin, which is not in the PATH of an ordinary user.
const searched = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];

function hasProgram(name) {
  return searched.some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function installedOf(names) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own placeholders
  const format = '${Package} ${db:Status-Status}\\n';
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', format, ...names], { encoding: 'utf8' });
  return new Set(
    (stdout ?? '').split('\n').flatMap((line) => (line.endsWith(' installed') ? [line.split(' ')[0]] : [])),
  );
}

export function missingOf(needs) {
  const unseen = needs.filter(
    (need) =>
      !(need.replacedBy && process.env[need.replacedBy]) &&
      ![need.program ?? []].flat().some(hasProgram) &&
      !(need.file && existsSync(need.file)),
  );
  const byDpkg = unseen.filter((need) => !need.program && !need.file);
  const installed = byDpkg.length > 0 ? installedOf(byDpkg.map((need) => need.package)) : new Set();
  return unseen.filter((need) => !installed.has(need.package));
}

/** The command that runs `apt-get` as root, or undefined if that needs a password or apt-get does not exist. */
function rootCommand() {
  if (!hasProgram('apt-get')) return undefined;
  if (process.getuid?.() === 0) return [];
  if (hasProgram('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0)
    return ['sudo', '-n'];
  return undefined;
}

const commandFor = (names) =>
  `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`;

function hasPackageLists() {
  try {
    return readdirSync('/var/lib/apt/lists').some(
      (name) => name.endsWith('_Packages') || name.includes('_Packages.'),
    );
  } catch {
    return false;
  }
}

async function install(asRoot, names, line) {
  const apt = (...args) => {
    const [command, ...rest] = [
      ...asRoot,
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      '-o',
      'DPkg::Lock::Timeout=120',
      ...args,
    ];
    return runTool(command, rest, { onLine: (text) => line.detail(text) });
  };
  const installAll = () => apt('install', '-y', '--no-install-recommends', ...names);
  line.status(`installing ${names.join(' ')}`);
  if (hasPackageLists()) {
    // The package lists may be older than the archive: update them and try once more.
    try {
      return await installAll();
    } catch (error) {
      if (!(error instanceof ToolFailed)) throw error;
    }
  }
  await apt('update');
  await installAll();
}

/** A step: all packages are installed, or the command that installs them is printed. */
export async function ensurePackages(needs, line) {
  const missing = missingOf(needs);
  if (missing.length === 0) return undefined;
  const names = missing.map((need) => need.package);
  const areOptional = missing.every((need) => need.optional);
  const asRoot = rootCommand();
  if (asRoot === undefined) {
    const advice = hasProgram('apt-get') ? commandFor(names) : `Install: ${names.join(' ')}`;
    if (areOptional) return `some names may be shown as boxes until this is run: ${advice}`;
    throw new BootstrapFault(`System packages are missing. Run this once, then try again:\n\n  ${advice}\n`);
  }
  try {
    await install(asRoot, names, line);
    return `installed ${names.join(' ')}`;
  } catch (error) {
    if (areOptional) return `could not install ${names.join(' ')}, continuing without it`;
    if (error instanceof ToolFailed)
      error.message += `\nWhen the cause is removed, try again, or run: ${commandFor(names)}`;
    throw error;
  }
}
