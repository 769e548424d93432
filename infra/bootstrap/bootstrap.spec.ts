import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

const here = import.meta.dirname;
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'proscenium bootstrap '));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a few lines of a module with the bootstrap's own functions, as an ordinary user's shell would. */
function run(code: string, env: Record<string, string> = {}) {
  const entry = join(folder, 'entry.mjs');
  writeFileSync(entry, code.replaceAll('BOOTSTRAP', `file://${here}`));
  return spawnSync(process.execPath, [entry], { encoding: 'utf8', env: { ...process.env, ...env } });
}

function program(name: string, script: string): void {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, name), 0o755);
}

const ensure = (need: object) => `
  import { ensurePackages } from 'BOOTSTRAP/system-packages.mjs';
  import { explain } from 'BOOTSTRAP/steps.mjs';
  process.getuid = () => 1000;
  const line = { status: console.log, detail() {} };
  try { console.log(await ensurePackages([${JSON.stringify(need)}], line)); } catch (error) { explain(error); }
`;

test('without root and sudo, one command to paste is printed and the exit code is 1', () => {
  program('apt-get', 'exit 1');
  const { stderr, status } = run(ensure({ package: 'ffmpeg', program: 'ffmpeg' }), {
    PATH: join(folder, 'bin'),
  });
  expect(stderr).toContain('sudo apt-get update && sudo apt-get install -y --no-install-recommends ffmpeg');
  expect(status).toBe(1);
});

test('sudo that asks nothing is used; old package lists are renewed', () => {
  program(
    'apt-get',
    `echo "$@" >> "${folder}/asked"; case "$*" in *install*) [ -e "${folder}/updated" ];; *) : > "${folder}/updated";; esac`,
  );
  program('sudo', '[ "$1" = -n ] && shift; exec "$@"');
  program('true', 'exit 0');
  symlinkSync('/usr/bin/env', join(folder, 'bin', 'env'));
  const { stdout, stderr } = run(ensure({ package: 'ffmpeg', program: 'ffmpeg' }), {
    PATH: join(folder, 'bin'),
  });
  expect(stderr).toBe('');
  expect(stdout).toContain('installed ffmpeg');
});

test('what is there is not installed, nor what a setting replaces', () => {
  program('ffmpeg', 'exit 0');
  const path = { PATH: join(folder, 'bin') };
  expect(run(ensure({ package: 'ffmpeg', program: 'ffmpeg' }), path).stdout).toBe('undefined\n');
  const replaced = ensure({ package: 'other', program: 'other', replacedBy: 'FFMPEG_PATH' });
  expect(run(replaced, { ...path, FFMPEG_PATH: '/opt/ffmpeg' }).stdout).toBe('undefined\n');
});

test('an optional package never stops a start', () => {
  program('apt-get', 'exit 1');
  const { stdout, status } = run(ensure({ package: 'fonts-nowhere', optional: true }), {
    PATH: join(folder, 'bin'),
  });
  expect(stdout).toContain('fonts-nowhere');
  expect(status).toBe(0);
});

test('a tool that fails shows its last lines and what it was', () => {
  const code = `import { runTool } from 'BOOTSTRAP/run-tool.mjs';
    import { explain, runSteps } from 'BOOTSTRAP/steps.mjs';
    try { await runSteps([['sample', () => runTool('sh', ['-c', 'seq 1 40; exit 3'])]]); } catch (error) { explain(error); }`;
  const { stderr, status } = run(code);
  expect(stderr).toMatch(/\n16\n[\s\S]*\n40\n[\s\S]*ended with exit code 3/);
  expect(stderr).not.toMatch(/\n15\n/);
  expect(status).toBe(1);
});

test('an interruption ends the tool, and what it was making is cleaned up', async () => {
  const code = `import { runTool } from 'BOOTSTRAP/run-tool.mjs';
    try { await runTool('sh', ['-c', 'echo started; exec sleep 600'], { onLine: console.log }); }
    catch (error) { console.log(error.message); }
    finally { console.log('cleaned up'); }`;
  const entry = join(folder, 'entry.mjs');
  writeFileSync(entry, code.replaceAll('BOOTSTRAP', `file://${here}`));
  const child = spawn(process.execPath, [entry]);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    if (!said.includes('started') && String(chunk).includes('started')) child.kill('SIGINT');
    said += chunk;
  });
  const [exitCode] = await once(child, 'close');
  expect(said).toMatch(/ended with an interruption\ncleaned up/);
  expect(exitCode).toBe(0);
});

test('a stamp is fresh until an input changes', () => {
  const code = `import { hashOf } from 'BOOTSTRAP/stamp.mjs';
    console.log(hashOf(['package.json']) === hashOf(['package.json']), hashOf(['package.json']) === hashOf(['nest-cli.json']), hashOf(['absent']) === hashOf([]))`;
  expect(run(code).stdout).toBe('true false true\n');
});

test('a named worker that does not run is an error, never skipped', () => {
  const locate = join(here, '..', 'worker', 'locate.mjs');
  const env = { ...process.env, MEDIASOUP_WORKER_BIN: '/nowhere/worker' };
  const { stderr, status } = spawnSync(process.execPath, [locate], { encoding: 'utf8', env });
  expect(stderr).toContain(
    'MEDIASOUP_WORKER_BIN names /nowhere/worker, which does not run: there is no such file',
  );
  expect(status).toBe(1);
});

test('a binary that runs but is no media worker is not believed', () => {
  program('worker', 'exit 0');
  const code = `import { whyNotRunnable } from 'BOOTSTRAP/../worker/prove.mjs';
    console.log(whyNotRunnable(${JSON.stringify(join(folder, 'bin', 'worker'))}));`;
  expect(run(code).stdout).toContain('it ended with 0');
});

test('the continuous integration script is an executable bash script', () => {
  expect(() => execFileSync('bash', ['-n', join(here, '..', '..', '.ci', 'run')])).not.toThrow();
});

test('tests that did not run are named with their files', () => {
  const { stdout } = run(`
    import { join } from 'node:path';
    import { skippedIn } from 'BOOTSTRAP/jest-tier.mjs';
    import { root } from 'BOOTSTRAP/stamp.mjs';
    const tests = (...statuses) => statuses.map((status, at) => ({ status, fullName: 'test ' + at }));
    const file = (name, ...statuses) => ({ name: join(root, name), assertionResults: tests(...statuses) });
    const testResults = [file('tests/a.spec.ts', 'passed', 'pending'), file('tests/b.spec.ts', 'todo', 'failed')];
    console.log(skippedIn({ testResults }).join(', '));
  `);
  expect(stdout).toBe('tests/a.spec.ts: test 1, tests/b.spec.ts: test 0\n');
});

test('every spec is in one part of the ordinary tests or of the long tier, and of one only', () => {
  const { stdout } = run(`
    import { globSync } from 'node:fs';
    import { root } from 'BOOTSTRAP/stamp.mjs';
    import { planFor } from 'BOOTSTRAP/test-plan.mjs';
    const TIERS = ['medium', 'conformance', 'e2e', 'security', 'chaos'];
    const isIn = (file, tier) => ({ tiers, only = [], except = [] }) =>
      tiers.includes(tier) &&
      (only.length === 0 || only.some((each) => new RegExp(each).test(file))) &&
      !except.some((each) => new RegExp(each).test(file));
    const partsOf = ({ stages, idle, pool }) => [...stages.flat(2), ...idle, ...pool].filter(({ tiers }) => tiers);
    const parts = [false, true].map((isLong) => partsOf(planFor([], { isLong })));
    const wrong = TIERS.flatMap((tier) => globSync('tests/' + tier + '/**/*.spec.ts', { cwd: root }).filter((file) => {
      const [ordinary, long] = parts.map((all) => all.filter(isIn(file, tier)).length);
      return file.endsWith('.long.spec.ts') ? ordinary !== 0 || long !== 1 : ordinary !== 1 || long !== 0;
    }));
    console.log(JSON.stringify(wrong));
  `);
  expect(stdout).toBe('[]\n');
});
