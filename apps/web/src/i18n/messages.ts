import type { messages } from './en/index.js';

/** English is the measure: every other language has exactly its keys. */
export type Messages = Record<keyof typeof messages, string>;
export type MessageKey = keyof Messages;

/** Keys with a `.one` and an `.other` form, without the form. */
export type CountKey = MessageKey extends infer Key
  ? Key extends `${infer Base}.other`
    ? Base
    : never
  : never;

export type Values = Record<string, string | number>;

export function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
