import type { ShowResults } from '#client';

export interface Writer {
  personId: string;
  /** The newest name: people rename themselves. */
  name: string;
  wrote: number;
}

/** Who wrote in a show without running it, by name. */
export function writersOf({ chat, questions }: Pick<ShowResults, 'chat' | 'questions'>): Writer[] {
  const staff = new Set(chat.filter(({ role }) => role === 'host').map(({ personId }) => personId));
  const writers = new Map<string, Writer>();
  const written = [...chat, ...questions].sort((a, b) => a.at.localeCompare(b.at));
  for (const { personId, name } of written) {
    if (staff.has(personId)) continue;
    writers.set(personId, { personId, name, wrote: (writers.get(personId)?.wrote ?? 0) + 1 });
  }
  return [...writers.values()].sort((a, b) => a.name.localeCompare(b.name));
}
