import { type FormEvent, useState } from 'react';
import { problemText } from '../ui/problem-text.js';
import { toast } from '../ui/toast.js';

/** The text of a message that is being written. Sending empties the field; a refused text returns to it. */
export function useDraft(say: (text: string) => Promise<void>) {
  const [text, setText] = useState('');
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const said = text.trim();
    if (said === '') return;
    setText('');
    try {
      await say(said);
    } catch (error) {
      // What was typed is not lost, unless something new is there already.
      setText((now) => now || said);
      toast(problemText(error));
    }
  };
  return { text, setText, onSubmit: (event: FormEvent) => void send(event) };
}
