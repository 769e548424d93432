import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { API_PAGE, pageOf } from './links.mjs';
import { pageHtml } from './page.mjs';
import { documentGroups, documentsOf, forgottenIn } from './pages.mjs';
import { renderApi } from './render-api.mjs';
import { renderDocument } from './render-document.mjs';

/** Writes the site of all documents into `out`; says which links are broken and which documents no menu has. */
export function makeSite({ root, out, apiDocument }) {
  const documents = documentsOf(root);
  const groups = documentGroups(root);
  const rendered = documents.map((from) => ({
    from,
    ...renderDocument(readFileSync(join(root, from), 'utf8'), { from, documents, root }),
  }));
  const titles = new Map(rendered.map(({ from, title }) => [from, title]));
  rmSync(out, { recursive: true, force: true });
  const write = (page, title, html) => {
    const path = join(out, page);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, pageHtml({ page, title, html, groups, titles }));
  };
  for (const { from, title, html } of rendered) write(pageOf(from), title, html);
  const api = renderApi(apiDocument);
  write(API_PAGE, api.title, api.html);
  for (const file of new Set(rendered.flatMap(({ files }) => files)))
    cpSync(join(root, file), join(out, file));
  cpSync(join(import.meta.dirname, 'style.css'), join(out, 'style.css'));
  return {
    pages: rendered.length + 1,
    broken: rendered.flatMap(({ broken }) => broken),
    forgotten: forgottenIn(root),
  };
}
