import { z } from 'zod';

/** What a person reads of a setting. */
export interface SettingFacts {
  /** What it does, one sentence. */
  says: string;
  /** Completes "must be ...". */
  expects: string;
  /** The variable's name where the rule (PROSCENIUM_ and the key in capitals) gives way to a well-known one. */
  env?: string;
  /** The default in words, where it depends on something else. */
  defaultText?: string;
  /** Read by a library straight from the environment, so the file cannot give it. */
  isVariableOnly?: boolean;
  /** Never shown, not even to support: it is a secret or may hold one. */
  isSecret?: boolean;
}

const facts = z.registry<SettingFacts>();

export function setting<S extends z.ZodType>(schema: S, about: SettingFacts): S {
  facts.add(schema, about);
  return schema;
}

export interface Setting extends SettingFacts {
  /** `stage.rtcPort` */
  key: string;
  env: string;
  schema: z.ZodType;
  defaultText: string;
}

const envNameOf = (key: string) =>
  `PROSCENIUM_${key
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll('.', '_')
    .toUpperCase()}`;

function defaultOf(schema: z.ZodType): string {
  if (!(schema instanceof z.ZodDefault)) return '';
  const value: unknown = schema.def.defaultValue;
  return Array.isArray(value) ? value.join(',') : String(value);
}

/** Every setting of the schema, in its order. */
export function settingsOf(schema: z.ZodObject, prefix = ''): Setting[] {
  return Object.entries(schema.shape).flatMap(([name, part]) => {
    const key = `${prefix}${name}`;
    if (part instanceof z.ZodObject) return settingsOf(part, `${key}.`);
    const about = facts.get(part as z.ZodType);
    if (!about) throw new Error(`the setting ${key} says nothing of itself`);
    const found = part as z.ZodType;
    return [
      {
        ...about,
        key,
        schema: found,
        env: about.env ?? envNameOf(key),
        defaultText: about.defaultText ?? defaultOf(found),
      },
    ];
  });
}
