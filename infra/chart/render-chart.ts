import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const folder = import.meta.dirname;
const GO = { GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOFLAGS: '-p=1' };

const render = (...values: string[]): unknown =>
  JSON.parse(
    execFileSync('go', ['run', join(folder, 'render.go'), folder, 'live', ...values], {
      env: { ...process.env, ...GO },
      encoding: 'utf8',
    }),
  );

/** With the default values, and with those of example-roles.yaml. */
export const renderChart = (): Record<'defaults' | 'roles', unknown> => ({
  defaults: render(),
  roles: render(join(folder, 'example-roles.yaml')),
});
