import type { Manner } from './site-visitor.js';

/** How people come to the pages. */
export const STORY_MANNERS: readonly Manner[] = [
  { language: 'en', size: 'desktop', theme: 'dark' },
  { language: 'ko', size: 'phone', theme: 'light' },
  // With these two each language has been on each size; PROSCENIUM_STORIES=all tells them too.
  ...(process.env.PROSCENIUM_STORIES === 'all'
    ? ([
        { language: 'en', size: 'phone', theme: 'dark' },
        { language: 'ko', size: 'desktop', theme: 'light' },
      ] as const)
    : []),
];
