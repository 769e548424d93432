export type CmcdFields = Readonly<Record<string, number | string | readonly string[] | undefined>>;

/** Keys whose values are tokens of the specification, which have no quotation marks. */
const TOKENS = ['e', 'sf', 'st', 'sta'];

/** A row of an event report (CTA-5004-B, version 2): keys in alphabetical order, numbers whole. */
export function cmcdRow(fields: CmcdFields): string {
  return Object.entries(fields)
    .flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${printed(key, value)}`]))
    .sort()
    .join(',');
}

function printed(key: string, value: number | string | readonly string[]): string {
  if (typeof value === 'number') return `${Math.round(value)}`;
  if (typeof value === 'string') return TOKENS.includes(key) ? value : quoted(value);
  return `(${value.map(quoted).join(' ')})`;
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
