/** Apart from the schemas: a page that takes these lists must not carry zod. */

/** Classes of words that a show or the site may not want, each with its own lists and its own action. */
export const WORD_CLASSES = ['profanity', 'hostility', 'discrimination', 'sexual', 'spam'] as const;
export type WordClass = (typeof WORD_CLASSES)[number];

/** From the mildest to the strictest. `hide`: sent, but folded on every page until its reader opens it. */
export const DEFENCE_ACTIONS = ['allow', 'hide', 'hold', 'refuse'] as const;
export type DefenceAction = (typeof DEFENCE_ACTIONS)[number];

/** What may be wrong with a message. `repeated` by its own author, `copied` from several others. */
export const DEFENCE_CAUSES = ['link', 'repeated', 'copied', 'newcomer', ...WORD_CLASSES] as const;
export type DefenceCause = (typeof DEFENCE_CAUSES)[number];

/** Why a message was hidden or held: by a rule of the show, or by the classifier of the site. */
export const HELD_CAUSES = [...DEFENCE_CAUSES, 'classifier'] as const;
export type HeldCause = (typeof HELD_CAUSES)[number];

/** `ban` refuses the message and bans its author. */
export const HELD_DECISIONS = ['approve', 'refuse', 'ban'] as const;
export type HeldDecision = (typeof HELD_DECISIONS)[number];
