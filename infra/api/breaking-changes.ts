import type { ApiDocument, Endpoint } from './api-document.js';
import { SchemaChanges } from './schema-changes.js';

const schemesOf = (security: Endpoint['security'] = []) =>
  security.length === 0 ? ['anybody'] : security.flatMap((each) => Object.keys(each));

/** Who could call it before and may no more. What anybody may call, all of them may. */
function securityChanges(before: Endpoint, after: Endpoint, at: string): string[] {
  const allowed = schemesOf(after.security);
  if (allowed.includes('anybody')) return [];
  const refused = schemesOf(before.security).filter((scheme) => !allowed.includes(scheme));
  return refused.map((scheme) => `${at} refuses ${scheme}`);
}

function parameterChanges(schemas: SchemaChanges, before: Endpoint, after: Endpoint, at: string): string[] {
  const keyOf = ({ in: place, name }: { in: string; name: string }) => `${place} parameter ${name}`;
  const old = new Map(before.parameters?.map((each) => [keyOf(each), each]));
  const recent = new Map(after.parameters?.map((each) => [keyOf(each), each]));
  const kept = [...old].flatMap(([key, parameter]) => {
    const now = recent.get(key);
    if (now === undefined) return [`${at}: ${key} is removed`];
    return schemas.compare('input', parameter.schema, now.schema, `${at}: ${key}`);
  });
  const demanded = [...recent]
    .filter(([key, { required }]) => required && !old.get(key)?.required)
    .map(([key]) => `${at}: ${key} is required`);
  return [...kept, ...demanded];
}

function bodyChanges(schemas: SchemaChanges, before: Endpoint, after: Endpoint, at: string): string[] {
  const [old, recent] = [before.requestBody, after.requestBody];
  const isDemanded = recent?.required === true && old?.required !== true;
  const kept = Object.entries(old?.content ?? {}).flatMap(([type, { schema }]) => {
    const now = recent?.content[type];
    if (now === undefined) return [`${at}: a body of ${type} is refused`];
    return schemas.compare('input', schema, now.schema, `${at}: body`);
  });
  return isDemanded ? [...kept, `${at}: a body is required`] : kept;
}

/** The text of an answer names the error codes in backticks. */
const codesOf = (description = '') => [...description.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code);

function answerChanges(schemas: SchemaChanges, before: Endpoint, after: Endpoint, at: string): string[] {
  return Object.entries(before.responses).flatMap(([status, answer]) => {
    const now = after.responses[status];
    if (now === undefined) return [`${at}: never answers ${status}`];
    const known = codesOf(now.description);
    const goneCodes = codesOf(answer.description).filter((code) => !known.includes(code));
    const contents = Object.entries(answer.content ?? {}).flatMap(([type, { schema }]) => {
      const content = now.content?.[type];
      if (content === undefined) return [`${at}: ${status} is no ${type}`];
      return schemas.compare('output', schema, content.schema, `${at}: answer`);
    });
    return [...goneCodes.map((code) => `${at}: never answers ${code}`), ...contents];
  });
}

/** What of `after` fails clients that were written for `before`; additions are none of it. */
export function breakingChanges(before: ApiDocument, after: ApiDocument): string[] {
  const schemas = new SchemaChanges(before, after);
  return Object.entries(before.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, old]) => {
      const at = `${method.toUpperCase()} ${path}`;
      const recent = after.paths[path]?.[method];
      if (recent === undefined) return [`${at} is removed`];
      return [
        ...securityChanges(old, recent, at),
        ...parameterChanges(schemas, old, recent, at),
        ...bodyChanges(schemas, old, recent, at),
        ...answerChanges(schemas, old, recent, at),
      ];
    }),
  );
}
