import { messages as english } from '../../../apps/web/src/i18n/en/index.js';
import { messages as korean } from '../../../apps/web/src/i18n/ko/index.js';

export type Language = 'en' | 'ko';
export type Key = keyof typeof english;

const TABLES: Record<Language, Record<Key, string>> = { en: english, ko: korean };

/** What the pages say in a language. */
export const wordsIn = (language: Language, key: Key, values: Record<string, string> = {}): string =>
  TABLES[language][key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
