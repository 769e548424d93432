// Prints the project's own client, or a file that uses it, as one classic script that sets `window.NAME`. A process of its own: Rolldown does not live in Jest's realm.
import { join } from 'node:path';
import { build } from 'vite';

const [entry = join('libs', 'client', 'src', 'index.ts'), name = 'prosceniumClient'] = process.argv.slice(2);
const root = join(import.meta.dirname, '..', '..', '..');
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
      entry: join(root, entry),
      formats: ['iife'],
      name,
    },
  },
});
process.stdout.write([output].flat()[0].output[0].code);
