import { readSetting, writeSetting } from './settings.js';

export const THEMES = ['auto', 'dark', 'light'] as const;
export type Theme = (typeof THEMES)[number];

export const currentTheme = (): Theme => THEMES.find((theme) => theme === readSetting('theme')) ?? 'auto';

export function applyTheme(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function chooseTheme(theme: Theme): void {
  writeSetting('theme', theme);
  applyTheme(theme);
}
