import type { ChatDefences } from '#protocol';

/** Of a show whose hosts have set nothing. The lists of words are empty: what insults depends on language and show. */
export const DEFAULT_DEFENCES: ChatDefences = {
  newcomerSeconds: 30,
  protectNames: true,
  moderatorLinks: true,
  classifier: true,
  actions: {
    link: 'refuse',
    repeated: 'refuse',
    copied: 'hold',
    newcomer: 'allow',
    profanity: 'hide',
    hostility: 'hold',
    discrimination: 'hold',
    sexual: 'hold',
    spam: 'refuse',
  },
  words: { profanity: [], hostility: [], discrimination: [], sexual: [], spam: [] },
};
