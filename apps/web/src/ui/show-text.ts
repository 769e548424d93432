import { currentLocale } from '../i18n/locale.js';

export const whenText = (iso: string): string =>
  new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));

export const dayText = (iso: string): string =>
  new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'medium' }).format(new Date(iso));

export const timeText = (wallMs: number): string =>
  new Intl.DateTimeFormat(currentLocale(), { timeStyle: 'short' }).format(wallMs);
