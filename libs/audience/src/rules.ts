import { guestError, type ShowError } from '#kernel';
import type { AudienceRules } from '#protocol';
import type { AudienceSettings } from './ports/audience-state-store.js';
import { cleanLine, isVisible } from './text/clean-line.js';
import { hasLink } from './text/has-link.js';
import { WordList } from './text/word-list.js';

export const DEFAULT_SETTINGS: AudienceSettings = {
  chatOpen: true,
  slowModeMs: 0,
  allowLinks: false,
  blockedWords: [],
  questionsOpen: true,
  reactionsOpen: true,
  handsOpen: true,
  inStep: true,
};

export type RulesChange = { [K in keyof AudienceRules]?: AudienceRules[K] | undefined } & {
  blockedWords?: string[] | undefined;
};

const off = (code: string, what: string): ShowError =>
  guestError(code, `The host has switched ${what} off.`, { status: 409 });
const rejected = (): ShowError =>
  guestError('text-rejected', 'The host does not want some of these words in this chat.', { status: 422 });

/** The rules of one show's audience, as they stand. Moderators stand above those about words and pace. */
export class Rules {
  #settings: AudienceSettings;
  #words: WordList;

  constructor(settings: AudienceSettings | null) {
    this.#settings = { ...DEFAULT_SETTINGS, ...settings };
    this.#words = new WordList(this.#settings.blockedWords);
  }

  get settings(): AudienceSettings {
    return this.#settings;
  }

  get slowModeMs(): number {
    return this.#settings.slowModeMs;
  }

  /** What the settings would be; `apply` makes them so once they are stored. */
  changed(change: RulesChange): AudienceSettings {
    const now = this.#settings;
    return {
      chatOpen: change.chatOpen ?? now.chatOpen,
      slowModeMs: change.slowModeSeconds === undefined ? now.slowModeMs : change.slowModeSeconds * 1_000,
      allowLinks: change.allowLinks ?? now.allowLinks,
      blockedWords: change.blockedWords ?? now.blockedWords,
      questionsOpen: change.questionsOpen ?? now.questionsOpen,
      reactionsOpen: change.reactionsOpen ?? now.reactionsOpen,
      handsOpen: now.handsOpen,
      inStep: change.inStep ?? now.inStep,
    };
  }

  apply(settings: AudienceSettings): void {
    this.#settings = settings;
    this.#words = new WordList(settings.blockedWords);
  }

  get view(): AudienceRules {
    const { slowModeMs, inStep = true, ...rest } = this.#settings;
    const { chatOpen, allowLinks, questionsOpen, reactionsOpen } = rest;
    return {
      chatOpen,
      slowModeSeconds: slowModeMs / 1_000,
      allowLinks,
      questionsOpen,
      reactionsOpen,
      inStep,
    };
  }

  /** The line as it may be shown. Throws what is wrong with it. */
  readLine(text: string, isModerator: boolean): string {
    const line = cleanLine(text);
    if (!isVisible(line))
      throw guestError('text-rejected', 'There is nothing to read in it.', { status: 422 });
    if (isModerator) return line;
    if (!this.#settings.allowLinks && hasLink(line))
      throw guestError('links-off', 'The host does not allow links here.', { status: 422 });
    if (this.#words.refuses(line)) throw rejected();
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
