import { readSetting, writeSetting } from '../ui/settings.js';
import type { MessageKey, Messages } from './messages.js';

export const LOCALES = ['en', 'ko'] as const;
export type Locale = (typeof LOCALES)[number];

const starts: Record<Locale, () => Promise<Partial<Messages>>> = {
  en: async () => (await import('./en/start.js')).start,
  ko: async () => (await import('./ko/start.js')).start,
};
/** What hosts, guests and owners read: pages that need it wait for it (`addWorkTexts`). */
const works: Record<Locale, () => Promise<Partial<Messages>>> = {
  en: async () => (await import('./en/work.js')).work,
  ko: async () => (await import('./ko/work.js')).work,
};
/** Nothing is refused before a page is drawn: a viewer does not wait for these texts. */
const refusals: Record<Locale, () => Promise<Partial<Messages>>> = {
  en: async () => (await import('./en/refusals.js')).refusals,
  ko: async () => (await import('./ko/refusals.js')).refusals,
};

let locale: Locale = 'en';
let table: Messages | undefined;
let needsWork = false;
const listeners = new Set<() => void>();

const known = (value: string | null | undefined): Locale | undefined =>
  LOCALES.find((each) => value?.toLowerCase().startsWith(each));

/** The address (`?lang=ko`) wins, then what was chosen here, then the browser's languages in order. */
function wanted(): Locale {
  const inAddress = known(new URLSearchParams(location.search).get('lang'));
  const spoken = navigator.languages.map(known).find((each) => each !== undefined);
  return inAddress ?? known(readSetting('locale')) ?? spoken ?? 'en';
}

/** Adds to what there is of the same language. */
function put(next: Locale, texts: Partial<Messages>): void {
  table = { ...(next === locale ? table : undefined), ...texts } as Messages;
  locale = next;
  document.documentElement.lang = next;
  for (const listener of listeners) listener();
}

async function load(next: Locale): Promise<Partial<Messages>> {
  const [start, work] = await Promise.all([starts[next](), needsWork ? works[next]() : undefined]);
  return { ...start, ...work };
}

async function use(next: Locale): Promise<void> {
  put(next, { ...(await load(next)), ...(await refusals[next]()) });
}

/** For pages of hosts, guests and owners: their texts are there once this is done, also in a language chosen later. */
export async function addWorkTexts(): Promise<void> {
  needsWork = true;
  const next = table ? locale : wanted();
  const texts = await works[next]();
  if (table && next === locale) put(next, texts);
}

export async function startLocale(): Promise<void> {
  const next = wanted();
  put(next, await load(next));
  // Until they are here, pages show the words that the server refused with.
  void refusals[next]().then(
    (more) => (locale === next ? put(next, more) : undefined),
    () => undefined,
  );
}

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
