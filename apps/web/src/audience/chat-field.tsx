import { CornerUpLeft, SendHorizontal, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { AudienceClient } from '#client';
import { type ChatMessage, LIMITS } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import { EmojiPicker } from './emoji-picker.js';
import { suggestedNames, withMention } from './mentions.js';
import { useCaret } from './use-caret.js';
import { useDraft } from './use-draft.js';
import { useSlowMode } from './use-slow-mode.js';

interface ChatFieldProps {
  audience: AudienceClient;
  /** Who can be mentioned. */
  names: readonly string[];
  slowModeSeconds: number;
  replyTo: ChatMessage | undefined;
  /** The reply was sent, or given up. */
  onReplied(): void;
}

export function ChatField({ audience, names, slowModeSeconds, replyTo, onReplied }: ChatFieldProps) {
  const t = useText();
  const field = useRef<HTMLInputElement>(null);
  const { waitS, said } = useSlowMode(slowModeSeconds);
  const { text, setText, onSubmit } = useDraft(async (words) => {
    await audience.say(words, replyTo?.messageId);
    said();
    onReplied();
  });
  const { put, insert } = useCaret({ field, text, setText });
  const mention = useMention({ field, text, put, names });
  useEffect(() => {
    if (replyTo) field.current?.focus();
  }, [replyTo]);
  return (
    <form className="chat-field" onSubmit={onSubmit}>
      {replyTo ? (
        <p className="chat-replying small">
          <CornerUpLeft size={14} aria-hidden="true" />
          <span className="grow truncate">{t('watch.chat.replying', { name: replyTo.name })}</span>
          <button
            type="button"
            className="chat-more"
            aria-label={t('watch.chat.replying.stop')}
            onClick={onReplied}
          >
            <X size={14} />
          </button>
        </p>
      ) : null}
      {mention.list}
      <input
        ref={field}
        className="input"
        value={text}
        maxLength={LIMITS.chatLength}
        aria-label={t('watch.chat.placeholder')}
        placeholder={
          slowModeSeconds > 0 ? t.count('watch.chat.slow', slowModeSeconds) : t('watch.chat.placeholder')
        }
        onChange={(event) => setText(event.target.value)}
        enterKeyHint="send"
        autoComplete="off"
        {...mention.props}
      />
      <EmojiPicker onPick={insert} />
      <Button
        type="submit"
        variant="primary"
        className="button-icon"
        disabled={waitS > 0}
        aria-label={waitS > 0 ? t.count('watch.chat.slow.wait', waitS) : t('watch.chat.send')}
      >
        {waitS > 0 ? <span className="tabular">{waitS}</span> : <SendHorizontal size={18} />}
      </Button>
    </form>
  );
}

interface MentionOptions {
  field: { readonly current: HTMLInputElement | null };
  text: string;
  /** What stands before and behind the caret from now on. */
  put(before: string, after: string): void;
  names: readonly string[];
}

/** Behind an at sign: the names that fit, chosen by arrows and Enter or by a press. */
function useMention({ field, text, put, names }: MentionOptions) {
  const t = useText();
  const id = useId();
  const [caret, setCaret] = useState(0);
  const [at, setAt] = useState(0);
  const [isClosed, setClosed] = useState(false);
  const found = isClosed ? undefined : suggestedNames(text.slice(0, caret), names);
  const chosen = found ? Math.min(at, found.length - 1) : 0;
  const choose = (name: string) => {
    const before = withMention(text.slice(0, caret), name);
    put(before, text.slice(caret).trimStart());
    setCaret(before.length);
    setAt(0);
    field.current?.focus();
  };
  const follow = () => setCaret(field.current?.selectionStart ?? text.length);
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter ends the syllable of a Korean, Japanese or Chinese keyboard first.
    if (!found || event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const name = event.key === 'Enter' || event.key === 'Tab' ? found[chosen] : undefined;
    if (step === undefined && name === undefined && event.key !== 'Escape') return;
    event.preventDefault();
    if (name) choose(name);
    else if (step) setAt((chosen + step + found.length) % found.length);
    else setClosed(true);
  };
  const list = found ? (
    <div className="mention-list" id={id} role="listbox" aria-label={t('watch.chat.mention')}>
      {found.map((name, n) => (
        <div
          key={name}
          id={`${id}-${n}`}
          role="option"
          aria-selected={n === chosen}
          className="mention-name truncate"
          tabIndex={-1}
          onPointerDown={(event) => {
            event.preventDefault();
            choose(name);
          }}
        >
          {name}
        </div>
      ))}
    </div>
  ) : null;
  return {
    list,
    props: {
      role: 'combobox',
      'aria-autocomplete': 'list' as const,
      'aria-expanded': found !== undefined,
      'aria-controls': found ? id : undefined,
      'aria-activedescendant': found ? `${id}-${chosen}` : undefined,
      onKeyDown,
      onKeyUp: follow,
      onClick: follow,
      onInput: () => {
        setClosed(false);
        follow();
      },
    },
  };
}
