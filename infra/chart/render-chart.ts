import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const folder = import.meta.dirname;
const GO = { GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOFLAGS: '-p=1' };

const PACKAGES = 'golang-go golang-github-masterminds-sprig-dev golang-gopkg-yaml.v3-dev';

function render(...values: string[]): unknown {
  try {
    const args = ['run', join(folder, 'render.go'), folder, 'live', ...values];
    return JSON.parse(execFileSync('go', args, { env: { ...process.env, ...GO }, encoding: 'utf8' }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error(`Go is not installed: apt-get install ${PACKAGES}`);
  }
}

/** With the default values, and with those of example-roles.yaml. */
export const renderChart = (): Record<'defaults' | 'roles', unknown> => ({
  defaults: render(),
  roles: render(join(folder, 'example-roles.yaml')),
});
