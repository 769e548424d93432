import type { Show } from '#client';
import { changeShow } from '../../owner/change-show.js';
import { api } from '../../ui/api.js';
import { findTicket } from '../../ui/tickets.js';
import { useFetched } from '../../ui/use-fetched.js';

export type Brand = Show['brand'];
export type Banner = Brand['banners'][number];

/** The brand of the show as the server keeps it, changes of single fields of it, and whether the show is recorded. */
export function useBrand(showId: string) {
  const credential = findTicket(showId)?.ticket;
  const { value: show, error, reload } = useFetched(['brand', showId], () => api.show(showId, credential));
  const change = async (fields: Partial<Brand>): Promise<Brand> => {
    const { brand } = await changeShow(showId, { brand: fields }, credential);
    reload();
    return brand;
  };
  return { brand: show?.brand, recording: show?.recording, error, reload, change };
}
