// Real here: the packages as npm makes them, installed by npm into an empty project, built by Vite, typed by TypeScript.
import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';
import { installPackages, PACKAGE_NAMES } from '../support/packages/install-packages.js';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');
const project = temporaryFolder();
const MAIN = `
import { createRoot } from 'react-dom/client';
import { useState } from 'react';
import type { StageClient } from '@proscenium/client';
import { Chat, KOREAN, Player, RaiseHand, Show, Stage } from '@proscenium/react';

function Watch({ showId, ticket }: { showId: string; ticket: string }) {
  const [stage, setStage] = useState<StageClient | null>(null);
  return (
    <Show ticket={ticket} origin="https://show.example.org">
      {stage === null ? <Player showId={showId} /> : <Stage stage={stage} />}
      <RaiseHand onStage={setStage} texts={KOREAN} />
      <Chat texts={KOREAN} />
    </Show>
  );
}
createRoot(document.body).render(<Watch showId="show_1" ticket="t" />);
`;

const TSCONFIG = {
  compilerOptions: {
    target: 'es2023',
    lib: ['es2023', 'dom', 'dom.iterable'],
    module: 'esnext',
    moduleResolution: 'bundler',
    jsx: 'react-jsx',
    strict: true,
    noEmit: true,
    types: ['node'],
  },
  include: ['*.ts', '*.tsx'],
};

const SERVER = `
import { Proscenium, verifyWebhook } from '@proscenium/server';
export const ticketFor = async (proscenium: Proscenium, showId: string): Promise<string> =>
  (await proscenium.ticket(showId, { role: 'viewer', name: 'Grace' })).ticket;
export const isOurs: boolean = verifyWebhook({ body: '', signature: null, secret: 's', nowMs: 0 });
// @ts-expect-error there is no such role
export const wrong = (proscenium: Proscenium) => proscenium.ticket('show_1', { role: 'king', name: 'Grace' });
`;

beforeAll(async () => {
  await installPackages(project.path);
  writeFileSync(join(project.path, 'package.json'), JSON.stringify({ name: 'a-site', type: 'module' }));
  writeFileSync(join(project.path, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  writeFileSync(join(project.path, 'index.html'), '<script type="module" src="/main.tsx"></script>');
  writeFileSync(join(project.path, 'main.tsx'), MAIN);
  writeFileSync(join(project.path, 'server.ts'), SERVER);
}, 180_000);

afterAll(() => project.remove());

test('a page of React with all components is typed and built', async () => {
  const bin = (name: string, path: string) => join(root, 'node_modules', name, path);
  const typed = await run(process.execPath, [bin('typescript', 'bin/tsc'), '-p', project.path]).catch(
    (error: { stdout: string }) => error,
  );
  expect(typed.stdout).toBe('');
  await run(process.execPath, [bin('vite', 'bin/vite.js'), 'build', project.path, '--logLevel', 'error']);
  const assets = readdirSync(join(project.path, 'dist', 'assets'));
  expect(assets.some((name) => name.endsWith('.js'))).toBe(true);
}, 120_000);

test('what belongs to others is named as a dependency and not packed', () => {
  for (const name of PACKAGE_NAMES) {
    const folder = join(project.path, 'node_modules', '@proscenium', name);
    const { dependencies, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    expect([version, license]).toEqual([
      JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version,
      'Apache-2.0',
    ]);
    const foreign = [
      ...readFileSync(join(folder, 'lib', 'index.js'), 'utf8').matchAll(/(?:from|import\()\s*"([^"]+)"/g),
    ]
      .map(([, from = '']) => from)
      .filter((from) => !from.startsWith('node:') && !from.startsWith('react'));
    const named = Object.keys(dependencies as object);
    expect(foreign.filter((from) => !named.includes(from))).toEqual([]);
    expect(readFileSync(join(folder, 'lib', 'index.js'), 'utf8')).not.toMatch(/from "#/);
  }
});

test('the server package says which Node it needs', () => {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const installed = join(project.path, 'node_modules', '@proscenium', 'server', 'package.json');
  expect(JSON.parse(readFileSync(installed, 'utf8'))).toMatchObject({ engines });
});

test('the server package runs in Node by itself, and believes only fresh deliveries of ours', async () => {
  const secret = 'whsec_test';
  const body = '{"event":"show.live"}';
  const seconds = 1_900_000_000;
  const mac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  const script = `
    import { verifyWebhook } from '@proscenium/server';
    const given = { body: ${JSON.stringify(body)}, signature: 't=${seconds},v1=${mac}', secret: '${secret}' };
    const at = (nowS) => verifyWebhook({ ...given, nowMs: nowS * 1000 });
    console.log(JSON.stringify([at(${seconds}), at(${seconds + 301}), verifyWebhook({ ...given, body: '{}', nowMs: ${seconds}000 }), verifyWebhook({ ...given, signature: 'v1=00', nowMs: 0 })]));
  `;
  writeFileSync(join(project.path, 'check.mjs'), script);
  const { stdout } = await run(process.execPath, [join(project.path, 'check.mjs')], { cwd: project.path });
  expect(JSON.parse(stdout)).toEqual([true, false, false, false]);
});
