import { useSyncExternalStore } from 'react';
import { currentLocale, currentMessages, onLocaleChanged } from './locale.js';
import { type CountKey, fill, type MessageKey, type Messages, type Values } from './messages.js';

export interface Text {
  (key: MessageKey, values?: Values): string;
  /** The form that this language uses for this many; `{count}` is filled in by its habits. */
  count(key: CountKey, count: number, values?: Values): string;
}

function textOf(messages: Messages): Text {
  /** A text that has not come, or is missing, is shown by its key: no page goes down for it. */
  const text = (key: MessageKey, values: Values = {}): string =>
    fill((messages as Partial<Messages>)[key] ?? key, values);
  text.count = (key: CountKey, count: number, values: Values = {}): string => {
    const exact = `${key}.${new Intl.PluralRules(currentLocale()).select(count)}`;
    const shown = new Intl.NumberFormat(currentLocale(), {
      notation: count >= 10_000 ? 'compact' : 'standard',
    }).format(count);
    const form = exact in messages ? exact : `${key}.other`;
    return text(form as MessageKey, { ...values, count: shown });
  };
  return text;
}

const made = new WeakMap<Messages, Text>();

/** The text of the present language, outside of a component. */
export function currentText(): Text {
  const messages = currentMessages();
  const text = made.get(messages) ?? textOf(messages);
  made.set(messages, text);
  return text;
}

export const useText = (): Text => useSyncExternalStore(onLocaleChanged, currentText);
