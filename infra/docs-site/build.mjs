// Makes the site of the documents in dist/docs-site: `npm run docs`. Any web server can carry it, or a browser open it.
import { join } from 'node:path';
import { openApiDocument } from '#api';
import { makeSite } from './make-site.mjs';

const root = join(import.meta.dirname, '..', '..');
const out = join(root, 'dist', 'docs-site');
const { pages, broken, forgotten } = makeSite({ root, out, apiDocument: openApiDocument('1') });
for (const link of broken) process.stderr.write(`docs | leads nowhere: ${link}\n`);
for (const path of forgotten) process.stderr.write(`docs | in no menu: ${path}\n`);
process.stdout.write(`docs | ${pages} pages in dist/docs-site, open index.html\n`);
if (broken.length + forgotten.length > 0) process.exitCode = 1;
