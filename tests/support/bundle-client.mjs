// Prints the project's own client as one classic script. A process of its own: Rolldown does not live in Jest's realm.
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..', '..');
const output = await build({
  root,
  configFile: false,
  logLevel: 'error',
  resolve: { conditions: ['source', 'browser', 'module', 'import', 'default'] },
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    write: false,
    minify: false,
    lib: {
      entry: join(root, 'libs', 'client', 'src', 'index.ts'),
      formats: ['iife'],
      name: 'prosceniumClient',
    },
  },
});
process.stdout.write([output].flat()[0].output[0].code);
