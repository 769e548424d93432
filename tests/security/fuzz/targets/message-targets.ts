import { isRequestName, requests } from '#protocol';
import { jsonOf } from '../corpus.js';
import type { FuzzTarget } from '../fuzz-target.js';
import { type Json, mutateJson } from '../mutate-json.js';

interface Message {
  name: string;
  data: Json;
}

function read({ name, data }: Message): void {
  if (!isRequestName(name)) return;
  const parsed = requests[name].request.safeParse(data);
  if (parsed.success && JSON.stringify(parsed.data).length > 64 * 1_024)
    throw new Error(`${name} let more than a whole message's worth through`);
  if (({} as { isAdmin?: boolean }).isAdmin) throw new Error('the prototype of all objects was changed');
}

/** Every message that a page may send, each with something wrong in it. */
export function messageTargets(): FuzzTarget[] {
  const corpus = jsonOf<Message[]>('messages.json');
  return [
    {
      name: 'signaling messages',
      next: (random) => {
        const seed = corpus[Math.floor(random() * corpus.length)] as Message;
        return { name: random() < 0.02 ? '__proto__' : seed.name, data: mutateJson(seed.data, random) };
      },
      read: (input) => read(input as Message),
      isRefusal: () => false,
    },
  ];
}
