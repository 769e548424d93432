import { asHtml } from './as-html.mjs';

/** What is between backticks is code. */
const inline = (text) => asHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');
const REF = '#/components/schemas/';

const kindOf = (schema = {}) => {
  if (schema.$ref) {
    const name = schema.$ref.slice(REF.length);
    return `<a href="#${asHtml(name)}">${asHtml(name)}</a>`;
  }
  if (schema.const !== undefined) return asHtml(JSON.stringify(schema.const));
  if (schema.enum) return schema.enum.map((value) => asHtml(JSON.stringify(value))).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map(kindOf).join(' | ');
  if (schema.type === 'array') return `list of ${kindOf(schema.items)}`;
  return asHtml(
    [schema.type ?? 'anything'].flat().join(' | ') + (schema.format ? ` (${schema.format})` : ''),
  );
};

function fieldsOf({ properties = {}, required = [] } = {}) {
  const rows = Object.entries(properties).map(
    ([name, field]) =>
      `<tr><td><code>${asHtml(name)}</code>${required.includes(name) ? '' : ' <i>optional</i>'}</td><td>${kindOf(field)}</td><td>${inline(field.description ?? '')}</td></tr>`,
  );
  return rows.length === 0 ? '' : `<div class="table"><table><tbody>${rows.join('\n')}</tbody></table></div>`;
}

const jsonOf = (content) => content?.['application/json']?.schema;
const shapeOf = (schema) =>
  schema === undefined ? '' : schema.$ref ? `<p>${kindOf(schema)}</p>` : fieldsOf(schema);

function operationHtml(method, path, operation) {
  const parameters = (operation.parameters ?? []).map(
    ({ name, in: place, required, schema, description }) =>
      `<tr><td><code>${asHtml(name)}</code> in ${place}${required ? '' : ' <i>optional</i>'}</td><td>${kindOf(schema)}</td><td>${inline(description ?? '')}</td></tr>`,
  );
  const answers = Object.entries(operation.responses ?? {}).map(
    ([status, { description = '', content }]) =>
      `<dt>${asHtml(status)}</dt><dd>${inline(description)}${shapeOf(jsonOf(content))}</dd>`,
  );
  const body = shapeOf(jsonOf(operation.requestBody?.content));
  return `<section class="operation" id="${asHtml(operation.operationId)}">
<h3><code>${method.toUpperCase()} ${asHtml(path)}</code></h3>
<p>${inline([operation.summary, operation.description].filter(Boolean).join('. '))}</p>
${parameters.length === 0 ? '' : `<div class="table"><table><tbody>${parameters.join('')}</tbody></table></div>`}
${body === '' ? '' : `<h4>Body</h4>${body}`}
<h4>Answers</h4><dl>${answers.join('\n')}</dl>
</section>`;
}

/** The reference of the HTTP API out of its OpenAPI document. */
export function renderApi(document) {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  const tagOf = ({ operation }) => operation.tags?.[0] ?? operation.operationId.split('.')[0];
  const tags = [...new Set(operations.map(tagOf))];
  const about = new Map((document.tags ?? []).map(({ name, description }) => [name, description]));
  const parts = tags.map(
    (tag) =>
      `<h2 id="tag-${asHtml(tag)}">${asHtml(tag)}</h2>\n<p>${inline(about.get(tag) ?? '')}</p>\n${operations
        .filter((each) => tagOf(each) === tag)
        .map(({ method, path, operation }) => operationHtml(method, path, operation))
        .join('\n')}`,
  );
  const schemas = Object.entries(document.components?.schemas ?? {}).map(
    ([name, schema]) =>
      `<section id="${asHtml(name)}"><h3>${asHtml(name)}</h3><p>${inline(schema.description ?? '')}</p>${fieldsOf(schema)}</section>`,
  );
  return {
    title: 'API reference',
    html: `<h1>API reference</h1><p>Made from the OpenAPI document that every installation serves at <code>/api/v1/openapi.json</code>.</p>
${parts.join('\n')}<h2 id="schemas">Shapes</h2>${schemas.join('\n')}`,
  };
}
