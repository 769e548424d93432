import { preparePlayer } from '#client';

/** Each page is a file of its own, by the first word of its address. */
export const pages = {
  home: async () => ({ default: (await import('./home/home-page.js')).HomePage }),
  watch: async () => ({ default: (await import('./watch/watch-page.js')).WatchPage }),
  embed: async () => ({ default: (await import('./embed/embed-page.js')).EmbedPage }),
  studio: async () => ({ default: (await import('./studio/studio-page.js')).StudioPage }),
  join: async () => ({ default: (await import('./join/join-page.js')).JoinPage }),
  'sign-in': async () => ({ default: (await import('./sign-in/sign-in-page.js')).SignInPage }),
  owner: async () => ({ default: (await import('./owner/owner-pages.js')).OwnerPages }),
};

const isKnown = (word: string): word is keyof typeof pages => word in pages;

/** Sends for what the address will need, before anything is drawn. What fails here is told when it is drawn. */
export function startPage(path: string): void {
  const word = path.split('/')[1] || 'home';
  if (isKnown(word)) pages[word]().catch(() => {});
  if (word === 'watch' || word === 'embed') preparePlayer();
}
