import type { MediaFile } from '#client';
import { api } from '../../ui/api.js';

/** A visitor with a ticket has no session, so the ticket is the credential. */
export interface OfShow {
  showId: string;
  credential: string | undefined;
}

const speaking = ({ credential }: OfShow) => (credential === undefined ? {} : { credential });

/** Videos and audio that programmes play: from their upload on, also before they are converted. */
export const mediaFiles = {
  async list(show: OfShow): Promise<MediaFile[]> {
    const { showId } = show;
    return (await api.calls.call('mediaFiles.list', { params: { showId }, ...speaking(show) })).items;
  },

  create(show: OfShow, body: { name: string; sizeBytes: number }): Promise<MediaFile> {
    const { showId } = show;
    const idempotencyKey = crypto.randomUUID();
    return api.calls.call('mediaFiles.create', {
      params: { showId },
      body,
      idempotencyKey,
      ...speaking(show),
    });
  },

  /** The bytes from this offset on, at most `partBytes` of the file. */
  addPart(show: OfShow, fileId: string, from: number, part: Blob): Promise<MediaFile> {
    const { showId } = show;
    const call = { params: { showId, fileId }, query: { from }, ...speaking(show) };
    return api.calls.upload('mediaFiles.addPart', call, part);
  },

  remove(show: OfShow, fileId: string): Promise<void> {
    const { showId } = show;
    return api.calls.call('mediaFiles.delete', { params: { showId, fileId }, ...speaking(show) });
  },
};
