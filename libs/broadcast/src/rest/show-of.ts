import type { Show } from '../ports/shows.js';
import { showNotFound } from '../show-book/show-book.js';

/** The show that the gate found for the path. */
export function showOf(call: { show: Show | undefined }): Show {
  if (call.show === undefined) throw showNotFound();
  return call.show;
}
