import type { ProsceniumConfig } from './complete-config.js';
import { FILE_NAME } from './given-values.js';
import { configSchema } from './schema.js';
import { type Setting, settingsOf } from './setting.js';

const shown = (setting: Setting) => setting.defaultText || 'none';
const keyOf = (setting: Setting) => (setting.isVariableOnly ? '' : `\`${setting.key}\``);

/** The table of docs/settings.md, between its two marks. */
export function settingsMarkdown(): string {
  const rows = settingsOf(configSchema).map(
    (setting) => `| \`${setting.env}\` | ${keyOf(setting)} | ${shown(setting)} | ${setting.says} |`,
  );
  return [
    '| variable | key in the file | default | what it does |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** What `--help` prints. */
export function settingsHelp(): string {
  const blocks = settingsOf(configSchema).map(
    (setting) =>
      `  ${setting.env}\n      ${setting.says}\n      ${setting.expects}. Default: ${shown(setting)}.${setting.isVariableOnly ? '' : ` Key in the file: ${setting.key}`}`,
  );
  return [
    'Usage: npm start            starts Proscenium and prints its address',
    '       npm start -- --help  prints this',
    '',
    `Every setting has a default. Set one by its variable, or by its key in ${FILE_NAME}`,
    '(keys with a dot are nested objects; PROSCENIUM_CONFIG names another file). Variables win.',
    '',
    ...blocks,
    '',
  ].join('\n');
}

const SECRET = '(set)';

/** An address may hold a user name and a password. */
function withoutCredentials(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutCredentials);
  return typeof value === 'string' ? value.replace(/\/\/[^/?#@\s]+@/g, `//${SECRET}@`) : value;
}

/** What is set, for support: of a secret only that it is set. */
export function settingsWithoutSecrets(config: ProsceniumConfig): Record<string, unknown> {
  const entries = settingsOf(configSchema).map(({ key, isSecret }) => {
    const value = key
      .split('.')
      .reduce<unknown>((whole, part) => (whole as Record<string, unknown>)[part], config);
    return [key, isSecret && value !== undefined ? SECRET : withoutCredentials(value ?? null)];
  });
  return Object.fromEntries(entries);
}
