import { preparePlayer } from '#client';
import { withWorkTexts } from './i18n/with-work-texts.js';

/**
 * A page as `lazy` asks for it. One that is here already is given at once, not in a moment: React shows whatever it
 * has drawn a placeholder for only 300 ms later.
 */
function page<T>(load: () => Promise<T>): () => Promise<T> {
  let here: T | undefined;
  const keep = async () => {
    here = await load();
    return here;
  };
  // biome-ignore lint/suspicious/noThenProperty: lazy takes what calls back, and only a call within `then` is at once
  const atOnce = (module: T) => ({ then: (give: (value: T) => void) => give(module) }) as Promise<T>;
  return () => (here === undefined ? keep() : atOnce(here));
}

/** A page with texts that the player's page does without. */
const workPage = <T>(load: () => Promise<T>) => page(() => withWorkTexts(load()));

/** Each page is a file of its own, by the first word of its address. */
export const pages = {
  home: page(async () => ({ default: (await import('./home/home-page.js')).HomePage })),
  watch: page(async () => ({ default: (await import('./watch/watch-page.js')).WatchPage })),
  clip: workPage(async () => ({ default: (await import('./clips/clip-page.js')).ClipPage })),
  embed: page(async () => ({ default: (await import('./embed/embed-page.js')).EmbedPage })),
  studio: workPage(async () => ({ default: (await import('./studio/studio-page.js')).StudioPage })),
  join: page(async () => ({ default: (await import('./join/join-page.js')).JoinPage })),
  setup: page(async () => ({ default: (await import('./setup/setup-page.js')).SetupPage })),
  follow: workPage(async () => ({ default: (await import('./follow/follow-page.js')).FollowPage })),
  'sign-in': page(async () => ({ default: (await import('./sign-in/sign-in-page.js')).SignInPage })),
  owner: workPage(async () => ({ default: (await import('./owner/owner-pages.js')).OwnerPages })),
};

const isKnown = (word: string): word is keyof typeof pages => word in pages;

/** Sends for what the address will need, before anything is drawn. What fails here is shown when the page is drawn. */
export async function startPage(path: string): Promise<void> {
  const [, first = '', , third] = path.split('/');
  const word = third === 'clips' ? 'clip' : first || 'home';
  if (word === 'watch' || word === 'embed') preparePlayer();
  if (isKnown(word)) await pages[word]().catch(() => {});
}
