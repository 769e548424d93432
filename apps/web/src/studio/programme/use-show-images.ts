import { useMemo } from 'react';
import type { ProgrammeView } from '#protocol';
import { api } from '../../ui/api.js';
import { findTicket } from '../../ui/tickets.js';
import { useLoaded } from '../../ui/use-loaded.js';

/** Where the show's uploaded images can be fetched; asked again when the programme names another one. */
export function useShowImages(showId: string, { layout, overlays }: ProgrammeView) {
  const { background } = layout;
  const named = ['assetId' in background ? background.assetId : '', overlays.logo?.assetId ?? ''];
  const isNeeded = named.some((id) => id !== '');
  const { value } = useLoaded(
    async () => (isNeeded ? api.images(showId, findTicket(showId)?.ticket) : []),
    `${showId} ${named.join(' ')}`,
  );
  return useMemo(() => {
    const urls = new Map((value ?? []).map(({ id, url }) => [id, url]));
    return (id: string) => urls.get(id);
  }, [value]);
}
