import { readSetting, writeSetting } from '../ui/settings.js';
import type { MessageKey, Messages } from './messages.js';

export const LOCALES = ['en', 'ko'] as const;
export type Locale = (typeof LOCALES)[number];

const loaders: Record<Locale, () => Promise<{ messages: Messages }>> = {
  en: () => import('./en/index.js'),
  ko: () => import('./ko/index.js'),
};

let locale: Locale = 'en';
let table: Messages | undefined;
const listeners = new Set<() => void>();

const known = (value: string | null | undefined): Locale | undefined =>
  LOCALES.find((each) => value?.toLowerCase().startsWith(each));

/** The address (`?lang=ko`) wins, then what was chosen here, then the browser's languages in order. */
function wanted(): Locale {
  const inAddress = known(new URLSearchParams(location.search).get('lang'));
  const spoken = navigator.languages.map(known).find((each) => each !== undefined);
  return inAddress ?? known(readSetting('locale')) ?? spoken ?? 'en';
}

async function use(next: Locale): Promise<void> {
  table = (await loaders[next]()).messages;
  locale = next;
  document.documentElement.lang = next;
  for (const listener of listeners) listener();
}

export const startLocale = (): Promise<void> => use(wanted());

export function chooseLocale(next: Locale): Promise<void> {
  writeSetting('locale', next);
  return use(next);
}

export const currentLocale = (): Locale => locale;

export function currentMessages(): Messages {
  if (!table) throw new Error('startLocale() has to be awaited before anything is rendered');
  return table;
}

export const isMessageKey = (key: string): key is MessageKey => key in currentMessages();

export function onLocaleChanged(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
