import { addWorkTexts } from './locale.js';

/** A page, or a part of one, together with the texts of `work.ts` that it is drawn with. */
export async function withWorkTexts<T>(loading: Promise<T>): Promise<T> {
  const [loaded] = await Promise.all([loading, addWorkTexts()]);
  return loaded;
}
