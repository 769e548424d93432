import type { Manner } from './site-visitor.js';

/** How people come to the pages in `npm test`: with these two each language is seen once, and each size. */
export const DESKTOP: Manner = { language: 'en', size: 'desktop', theme: 'dark' };
export const PHONE: Manner = { language: 'ko', size: 'phone', theme: 'light' };
/** Whose page is looked at beside the host's. */
export const KOREAN_DESKTOP: Manner = { language: 'ko', size: 'desktop', theme: 'light' };
export const LIGHT_DESKTOP: Manner = { language: 'en', size: 'desktop', theme: 'light' };
/** The others, in the long tier: with all four each language has been on each size. */
export const FURTHER_MANNERS: readonly Manner[] = [
  { language: 'en', size: 'phone', theme: 'dark' },
  KOREAN_DESKTOP,
];
