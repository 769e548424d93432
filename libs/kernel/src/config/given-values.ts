import { z } from 'zod';
import type { Setting } from './setting.js';

/** A value that was given, and the name it was given by. */
export interface GivenValue {
  value: unknown;
  name: string;
}

export interface Given {
  values: Map<string, GivenValue>;
  faults: string[];
}

export const FILE_NAME = 'proscenium.config.json';

/** Variables with our prefix that tools beside the server read. */
const TOOL_VARIABLES = new Set([
  'PROSCENIUM_CONFIG',
  'PROSCENIUM_DEV_SERVER',
  'PROSCENIUM_NODE',
  'PROSCENIUM_TIER',
]);

function innermost(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional || schema instanceof z.ZodPrefault) {
    return innermost(schema.unwrap() as z.ZodType);
  }
  return schema;
}

/** A variable is text; numbers and lists are read out of it as the schema wants them. */
function fromText(schema: z.ZodType, text: string): unknown {
  const inner = innermost(schema);
  if (inner instanceof z.ZodArray) return text.split(',').map((item) => item.trim());
  const takesNumbers =
    inner instanceof z.ZodNumber ||
    (inner instanceof z.ZodLiteral && [...inner.values].every((value) => typeof value === 'number'));
  if (takesNumbers) return Number(text);
  if (inner instanceof z.ZodBoolean) return { true: true, false: false }[text] ?? text;
  return text;
}

export function givenByEnv(settings: readonly Setting[], env: Record<string, string | undefined>): Given {
  const known = new Map(settings.map((setting) => [setting.env, setting]));
  const given: Given = { values: new Map(), faults: [] };
  for (const [name, text] of Object.entries(env)) {
    const setting = known.get(name);
    if (setting && text)
      given.values.set(setting.key, { value: fromText(setting.schema, text.trim()), name });
    if (!setting && name.startsWith('PROSCENIUM_') && !TOOL_VARIABLES.has(name)) {
      given.faults.push(`${name} is not a setting`);
    }
  }
  return given;
}

function leaves(value: unknown, groups: ReadonlySet<string>, key = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null || (key !== '' && !groups.has(key))) return [[key, value]];
  return Object.entries(value).flatMap(([name, inner]) =>
    leaves(inner, groups, key === '' ? name : `${key}.${name}`),
  );
}

export function givenByFile(settings: readonly Setting[], text: string | undefined, path: string): Given {
  const given: Given = { values: new Map(), faults: [] };
  if (text === undefined) return given;
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { ...given, faults: [`${path} is not JSON`] };
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    return { ...given, faults: [`${path} must hold one object`] };
  }
  const known = new Set(settings.filter(({ isVariableOnly }) => !isVariableOnly).map(({ key }) => key));
  const groups = new Set(
    [...known].filter((key) => key.includes('.')).map((key) => key.slice(0, key.indexOf('.'))),
  );
  for (const [key, value] of leaves(content, groups)) {
    if (known.has(key)) given.values.set(key, { value, name: `${key} in ${path}` });
    else given.faults.push(`${key} in ${path} is not a setting`);
  }
  return given;
}
