import { type FormEvent, useState } from 'react';
import { toWireFailure } from '#client';
import { type JoinedShow, useShow } from './show-context.js';
import { ENGLISH, type Texts } from './texts.js';
import { useObserved } from './use-observed.js';

export interface ChatProps {
  texts?: Texts;
}

/** The chat of the show around it: messages, and a line to write one. */
export function Chat({ texts = ENGLISH }: ChatProps) {
  const show = useShow();
  return show === null ? null : <JoinedChat show={show} texts={texts} />;
}

function JoinedChat({ show, texts }: { show: JoinedShow; texts: Texts }) {
  const { chat, rules } = useObserved(show.audience.state);
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    try {
      await show.audience.say(text);
      setText('');
      setFault(null);
    } catch (error) {
      // What was written stays: it can be sent again.
      setFault(toWireFailure(error).message);
    }
  };
  return (
    <section className="proscenium-chat">
      <ol aria-live="polite">
        {chat.map(({ messageId, name, text: said }) => (
          <li key={messageId}>
            <b>{name}</b> <span>{said}</span>
          </li>
        ))}
      </ol>
      <form onSubmit={send}>
        <input
          value={text}
          onChange={({ target }) => setText(target.value)}
          placeholder={texts.say}
          aria-label={texts.say}
          disabled={!rules.chatOpen}
        />
        <button type="submit" disabled={!rules.chatOpen}>
          {texts.send}
        </button>
      </form>
      {fault !== null && <p role="alert">{fault}</p>}
    </section>
  );
}
