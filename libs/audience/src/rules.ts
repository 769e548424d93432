import { guestError, type ShowError } from '#kernel';
import type { AudienceRules, ChatDefences, ChatDefencesChange } from '#protocol';
import { DEFAULT_DEFENCES } from './defence/default-defences.js';
import { WordClasses } from './defence/word-classes.js';
import type { AudienceSettings } from './ports/audience-state-store.js';
import { cleanLine, isVisible } from './text/clean-line.js';

export const DEFAULT_SETTINGS: AudienceSettings = {
  chatOpen: true,
  slowModeMs: 0,
  allowLinks: false,
  blockedWords: [],
  questionsOpen: true,
  reactionsOpen: true,
  handsOpen: true,
  inStep: true,
  messagesPerSecond: 25,
  slowByLoad: true,
};

export type RulesChange = { [K in keyof AudienceRules]?: AudienceRules[K] | undefined } & {
  blockedWords?: string[] | undefined;
  defences?: ChatDefencesChange | undefined;
};

const off = (code: string, what: string): ShowError =>
  guestError(code, `The host has switched ${what} off.`, { status: 409 });

/** The rules of one show's audience, as they stand. Moderators stand above those about words and pace. */
export class Rules {
  #settings: AudienceSettings;
  #defences: ChatDefences;
  #words: WordClasses;

  constructor(settings: AudienceSettings | null) {
    this.#settings = { ...DEFAULT_SETTINGS, ...settings };
    this.#defences = defencesOf(this.#settings);
    this.#words = new WordClasses(this.#defences.words, this.#settings.blockedWords);
  }

  get settings(): AudienceSettings {
    return this.#settings;
  }

  /** Complete, with the rule for links in it. */
  get defences(): ChatDefences {
    return this.#defences;
  }

  get words(): WordClasses {
    return this.#words;
  }

  get slowModeMs(): number {
    return this.#settings.slowModeMs;
  }

  /** What the settings would be; `apply` makes them so once they are stored. */
  changed(change: RulesChange): AudienceSettings {
    const now = this.#settings;
    const defences = changedDefences(now.defences, change);
    const link = defences.actions?.link;
    return {
      chatOpen: change.chatOpen ?? now.chatOpen,
      slowModeMs: change.slowModeSeconds === undefined ? now.slowModeMs : change.slowModeSeconds * 1_000,
      allowLinks: link === undefined ? now.allowLinks : link === 'allow',
      blockedWords: change.blockedWords ?? now.blockedWords,
      questionsOpen: change.questionsOpen ?? now.questionsOpen,
      reactionsOpen: change.reactionsOpen ?? now.reactionsOpen,
      handsOpen: now.handsOpen,
      inStep: change.inStep ?? now.inStep,
      messagesPerSecond: change.messagesPerSecond ?? now.messagesPerSecond,
      slowByLoad: change.slowByLoad ?? now.slowByLoad,
      defences,
    };
  }

  apply(settings: AudienceSettings): void {
    this.#settings = settings;
    this.#defences = defencesOf(settings);
    this.#words = new WordClasses(this.#defences.words, settings.blockedWords);
  }

  get view(): AudienceRules {
    const { slowModeMs, inStep = true, ...rest } = this.#settings;
    const { messagesPerSecond = 0, slowByLoad = false } = this.#settings;
    const { chatOpen, allowLinks, questionsOpen, reactionsOpen } = rest;
    return {
      chatOpen,
      slowModeSeconds: slowModeMs / 1_000,
      allowLinks,
      questionsOpen,
      reactionsOpen,
      inStep,
      messagesPerSecond,
      slowByLoad,
    };
  }

  /** The line as it may be shown. Throws when there is none. */
  readLine(text: string): string {
    const line = cleanLine(text);
    if (!isVisible(line))
      throw guestError('text-rejected', 'There is nothing to read in it.', { status: 422 });
    return line;
  }

  needChat(): void {
    if (!this.#settings.chatOpen) throw off('chat-off', 'chat');
  }

  needQuestions(): void {
    if (!this.#settings.questionsOpen) throw off('questions-off', 'questions');
  }

  needReactions(): void {
    if (!this.#settings.reactionsOpen) throw off('reactions-off', 'reactions');
  }
}

/** Shows of an earlier version know links as allowed or not. */
function defencesOf({ defences = {}, allowLinks }: AudienceSettings): ChatDefences {
  const link = allowLinks ? 'allow' : 'refuse';
  return {
    ...DEFAULT_DEFENCES,
    ...defences,
    actions: { ...DEFAULT_DEFENCES.actions, link, ...defences.actions },
    words: { ...DEFAULT_DEFENCES.words, ...defences.words },
  };
}

function changedDefences(
  now: ChatDefencesChange = {},
  { allowLinks, defences: change = {} }: RulesChange,
): ChatDefencesChange {
  const link =
    allowLinks === undefined ? {} : { link: allowLinks ? ('allow' as const) : ('refuse' as const) };
  return {
    ...now,
    ...change,
    actions: { ...now.actions, ...link, ...change.actions },
    words: { ...now.words, ...change.words },
  };
}
