import type { Operation } from '../operation.js';
import { ALL_OPERATIONS } from '../operations/index.js';
import { API_PREFIX } from '../serves.js';
import { errorsOf } from './openapi.js';
import { type JsonSchema, namedSchemas, schemaOf } from './schema-of.js';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"]/g, (letter) => ESCAPES[letter] ?? '');

const REF = '#/components/schemas/';

/** The type of a field in a few words, with links to named schemas. */
function typeOf(schema: JsonSchema): string {
  const {
    $ref,
    anyOf,
    type,
    items,
    enum: values,
  } = schema as {
    $ref?: string;
    anyOf?: JsonSchema[];
    type?: string | string[];
    items?: JsonSchema;
    enum?: unknown[];
  };
  if ($ref?.startsWith(REF)) {
    const name = $ref.slice(REF.length);
    return `<a href="#schema-${name}">${name}</a>`;
  }
  if (anyOf !== undefined) return anyOf.map(typeOf).join(' or ');
  if (values !== undefined)
    return values.map((value) => `<code>${escapeHtml(String(value))}</code>`).join(' · ');
  if (type === 'array') return `list of ${typeOf(items ?? {})}`;
  return escapeHtml([type ?? 'anything'].flat().join(' or '));
}

function fieldsTable(schema: JsonSchema): string {
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
  const required = (schema.required ?? []) as string[];
  const rows = Object.entries(properties).map(
    ([name, field]) =>
      `<tr><th scope="row"><code>${name}</code>${required.includes(name) ? '' : ' <i>optional</i>'}</th><td>${typeOf(field)}</td><td>${escapeHtml(String(field.description ?? ''))}</td></tr>`,
  );
  if (rows.length === 0) return '';
  return `<table><thead><tr><th>Field</th><th>Type</th><th>Meaning</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

const list = (title: string, items: readonly string[]): string =>
  items.length === 0
    ? ''
    : `<p><b>${title}</b> ${items.map((item) => `<code>${escapeHtml(item)}</code>`).join(' ')}</p>`;

function section(operation: Operation): string {
  const { id, method, path, summary, allows, query, body, answer, status } = operation;
  const headers = [
    ...(operation.isVersioned ? ['If-Match'] : []),
    ...(operation.isIdempotent ? ['Idempotency-Key'] : []),
  ];
  return `<section id="${id}"><h3><code class="${method.toLowerCase()}">${method}</code> <code>${API_PREFIX}${escapeHtml(path)}</code></h3>
<p>${escapeHtml(summary)}.</p>
${list('Allowed to', [allows])}${list('Query', Object.keys(query.shape))}${list('Headers', headers)}
${body.type === 'undefined' ? '' : `<p><b>Body</b> ${typeOf(schemaOf(body, 'input'))}</p>`}
<p><b>Answers</b> ${status}${answer.type === 'undefined' ? '' : ` ${typeOf(schemaOf(answer, 'output'))}`}</p>
${list('Problems', errorsOf(operation))}</section>`;
}

const INTRODUCTION = `<p>Everything below is also in <a href="/api/openapi.json">openapi.json</a>.
Back ends send <code>Authorization: Bearer psk_…</code>, bearers of tickets <code>Authorization: Bearer pt1.…</code>;
our own pages are recognised by their cookie and send <code>X-CSRF-Token</code> with every change.
Lists answer <code>items</code> and <code>next</code>; give <code>next</code> as <code>after</code> to go on.
Errors are problem+json with a <code>code</code> that stays. <code>RateLimit-*</code> headers say what is left.</p>`;

function byFamily(): Map<string, Operation[]> {
  const families = new Map<string, Operation[]>();
  for (const operation of ALL_OPERATIONS) {
    const name = operation.id.split('.')[0] ?? '';
    families.set(name, [...(families.get(name) ?? []), operation]);
  }
  return families;
}

/** The document as a page that needs no script and no other host. */
export function docsPage(version: string): string {
  const families = byFamily();
  const groups = [...families].map(
    ([name, operations]) => `<h2 id="${name}">${name}</h2>${operations.map(section).join('')}`,
  );
  const menu = [...families.keys()].map((name) => `<a href="#${name}">${name}</a>`).join(' ');
  const schemas = Object.entries(namedSchemas()).map(
    ([name, schema]) => `<section id="schema-${name}"><h3>${name}</h3>${fieldsTable(schema)}</section>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Proscenium API ${escapeHtml(version)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/api/docs.css"></head>
<body><header><h1>Proscenium API</h1>${INTRODUCTION}<nav>${menu} <a href="#schemas">schemas</a></nav></header>
<main>${groups.join('')}<h2 id="schemas">Schemas</h2>${schemas.join('')}</main></body></html>`;
}

export const DOCS_STYLE = `:root{color-scheme:light dark;--line:light-dark(#d5d8de,#3a3f4a);--dim:light-dark(#555c68,#a3abb8)}
body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:0 auto;padding:1.5rem}
nav{display:flex;flex-wrap:wrap;gap:.75rem;padding:.75rem 0;border-block:1px solid var(--line)}
section{padding:.25rem 0 1rem;border-bottom:1px solid var(--line)}h2{margin-top:2.5rem}h3{margin-bottom:.25rem}
code{font:.92em ui-monospace,monospace}.get{color:#2f7d4f}.post{color:#3465c0}.patch,.put{color:#a4620c}.delete{color:#c0342b}
table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;padding:.3rem .75rem .3rem 0;border-top:1px solid var(--line)}
i{color:var(--dim);font-weight:400}p{margin:.35rem 0}`;
