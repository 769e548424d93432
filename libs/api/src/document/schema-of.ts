import { z } from 'zod';
import { answerSchemas, bodySchemas } from '../schemas/basics.js';

export type JsonSchema = Record<string, unknown>;

const uri = (id: string) => `#/components/schemas/${id}`;

function withoutIds(schema: JsonSchema): JsonSchema {
  const { $id: _id, $schema: _dialect, id: _name, ...rest } = schema;
  return rest;
}

function registered(registry: typeof answerSchemas, io: 'input' | 'output'): Record<string, JsonSchema> {
  const { schemas } = z.toJSONSchema(registry, { uri, io, target: 'draft-2020-12' });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, withoutIds(schema)]));
}

/** Every schema that has a name: bodies as they are sent, answers as they are sent back. */
export const namedSchemas = (): Record<string, JsonSchema> => ({
  ...registered(bodySchemas, 'input'),
  ...registered(answerSchemas, 'output'),
});

/** A reference where the schema has a name, else the schema in place. */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const name = (io === 'input' ? bodySchemas : answerSchemas).get(schema)?.id;
  if (name !== undefined) return { $ref: uri(name) };
  const registry = io === 'input' ? bodySchemas : answerSchemas;
  // A file is bytes of its own type; what it may be stands beside its schema.
  const unrepresentable = 'any';
  const inPlace = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    metadata: registry,
    unrepresentable,
  });
  return withoutIds(inlineDefs(inPlace));
}

/** References into the schema itself become references into the document's components. */
function inlineDefs(schema: JsonSchema): JsonSchema {
  const { $defs: _defs, ...rest } = schema;
  const text = JSON.stringify(rest).replaceAll('"#/$defs/', '"#/components/schemas/');
  return JSON.parse(text) as JsonSchema;
}
