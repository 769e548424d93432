import { useState } from 'react';
import { useText } from '../i18n/use-text.js';
import { LinkedText } from './linked-text.js';

/** The rules of the chat have folded it: each reader decides whether to read it. */
export function FoldedText({ name, text }: { name: string; text: string }) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <LinkedText text={text} />;
  return (
    <button
      type="button"
      className="chat-folded"
      aria-label={t('watch.chat.hidden.show', { name })}
      onClick={() => setOpen(true)}
    >
      {t('watch.chat.hidden')}
    </button>
  );
}
