import type { ApiDocument, Schema } from './api-document.js';

/** `input` is what a client sends: the next version must accept it. `output` is what a client reads. */
export type Direction = 'input' | 'output';

const LOWER_BOUNDS = ['minLength', 'minimum', 'minItems'] as const;
const UPPER_BOUNDS = ['maxLength', 'maximum', 'maxItems'] as const;
const REF = '#/components/schemas/';

const valuesOf = ({ enum: values, const: value }: Schema): unknown[] | undefined =>
  values ?? (value === undefined ? undefined : [value]);

/** A nullable string is written as a list of types or as alternatives. */
function alternativesOf(schema: Schema): Schema[] {
  const listed = schema.anyOf ?? schema.oneOf;
  if (listed) return listed;
  if (Array.isArray(schema.type)) return schema.type.map((type) => ({ ...schema, type }));
  return [schema];
}

/** Compares schemas of two versions of one document; answers with what breaks those that know the first. */
export class SchemaChanges {
  readonly #before: ApiDocument;
  readonly #after: ApiDocument;
  /** Pairs under comparison: a schema that names itself ends there. */
  readonly #open = new Set<string>();

  constructor(before: ApiDocument, after: ApiDocument) {
    this.#before = before;
    this.#after = after;
  }

  compare(direction: Direction, before: Schema, after: Schema, at: string): string[] {
    const pair = JSON.stringify([direction, before.$ref, after.$ref]);
    const isNamed = before.$ref !== undefined && after.$ref !== undefined;
    if (isNamed && this.#open.has(pair)) return [];
    if (isNamed) this.#open.add(pair);
    try {
      const old = this.#flat(this.#before, before);
      const recent = this.#flat(this.#after, after);
      return this.#alternatives(direction, old, recent, at);
    } finally {
      this.#open.delete(pair);
    }
  }

  #flat(document: ApiDocument, schema: Schema): Schema[] {
    const named = schema.$ref?.startsWith(REF)
      ? document.components.schemas[schema.$ref.slice(REF.length)]
      : undefined;
    if (named) return this.#flat(document, named);
    const alternatives = alternativesOf(schema);
    return alternatives.length === 1 && alternatives[0] === schema
      ? [schema]
      : alternatives.flatMap((each) => this.#flat(document, each));
  }

  #alternatives(direction: Direction, before: Schema[], after: Schema[], at: string): string[] {
    const lost = before.flatMap((old) => this.#closest(direction, old, after, at));
    const isNull = ({ type }: Schema) => type === 'null';
    const isNewlyNull = direction === 'output' && after.some(isNull) && !before.some(isNull);
    return isNewlyNull ? [...lost, `${at} may be null`] : lost;
  }

  /** What the alternative that breaks least breaks. */
  #closest(direction: Direction, old: Schema, after: Schema[], at: string): string[] {
    const tries = after.map((recent) => this.#one(direction, old, recent, at));
    const [best] = tries.sort((a, b) => a.length - b.length);
    return best ?? [`${at} is gone`];
  }

  #one(direction: Direction, old: Schema, recent: Schema, at: string): string[] {
    if (!isSameType(direction, old.type, recent.type))
      return [`${at} is ${recent.type ?? 'anything'} instead of ${old.type ?? 'anything'}`];
    return [
      ...valueChanges(old, recent, at),
      ...(direction === 'input' ? boundChanges(old, recent, at) : []),
      ...this.#propertyChanges(direction, old, recent, at),
      ...this.#memberChanges(direction, old, recent, at),
    ];
  }

  #propertyChanges(direction: Direction, old: Schema, recent: Schema, at: string): string[] {
    const known = Object.entries(old.properties ?? {});
    const [wasRequired, isRequired] = [new Set(old.required), new Set(recent.required)];
    const changes = known.flatMap(([name, schema]) => {
      const field = recent.properties?.[name];
      return field ? this.compare(direction, schema, field, `${at}.${name}`) : [`${at}.${name} is removed`];
    });
    const demanded = [...isRequired].filter((name) => !wasRequired.has(name));
    const dropped = [...wasRequired].filter((name) => !isRequired.has(name) && recent.properties?.[name]);
    return direction === 'input'
      ? [...changes, ...demanded.map((name) => `${at}.${name} is required`)]
      : [...changes, ...dropped.map((name) => `${at}.${name} may be missing`)];
  }

  #memberChanges(direction: Direction, old: Schema, recent: Schema, at: string): string[] {
    const items =
      old.items && recent.items ? this.compare(direction, old.items, recent.items, `${at}[]`) : [];
    const [others, recentOthers] = [old.additionalProperties, recent.additionalProperties];
    if (direction === 'input' && others !== false && recentOthers === false)
      return [...items, `${at} refuses unknown fields`];
    const values =
      typeof others === 'object' && typeof recentOthers === 'object'
        ? this.compare(direction, others, recentOthers, `${at}[*]`)
        : [];
    return [...items, ...values];
  }
}

function isSameType(direction: Direction, old: Schema['type'], recent: Schema['type']): boolean {
  if (old === recent) return true;
  const [narrow, wide] = direction === 'input' ? [old, recent] : [recent, old];
  return wide === undefined || (narrow === 'integer' && wide === 'number');
}

/** More values may come at any time (docs/versioning.md); one that was there stays. */
function valueChanges(old: Schema, recent: Schema, at: string): string[] {
  const [was, is] = [valuesOf(old), valuesOf(recent)];
  if (is === undefined) return [];
  if (was === undefined) return [`${at} is one of ${JSON.stringify(is)} only`];
  const gone = was.filter((value) => !is.includes(value));
  return gone.map((value) => `${at} is never ${JSON.stringify(value)}`);
}

function boundChanges(old: Schema, recent: Schema, at: string): string[] {
  const raised = LOWER_BOUNDS.filter((key) => (recent[key] ?? -Infinity) > (old[key] ?? -Infinity));
  const lowered = UPPER_BOUNDS.filter((key) => (recent[key] ?? Infinity) < (old[key] ?? Infinity));
  const narrowed = [...raised, ...lowered].map((key) => `${at} has a narrower ${key}: ${recent[key]}`);
  const isOther = recent.pattern !== undefined && recent.pattern !== old.pattern;
  return isOther ? [...narrowed, `${at} has another pattern: ${recent.pattern}`] : narrowed;
}
