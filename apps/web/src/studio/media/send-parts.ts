import { ApiFailure, type MediaFile } from '#client';
import { titleOf } from './title-of.js';

/** Where a file is sent to, part by part. */
export interface PartTarget {
  create(wish: { name: string; sizeBytes: number }): Promise<MediaFile>;
  addPart(fileId: string, from: number, part: Blob): Promise<unknown>;
}

/** The file that is being sent from here. */
export interface ClipProgress {
  id: string | undefined;
  sentBytes: number;
  sizeBytes: number;
}

const PART_TYPE = 'application/octet-stream';
/** How many times a part is sent while the connection fails. */
const ATTEMPTS = 5;
const ATTEMPT_REST_MS = 2_000;

export async function sendParts(
  file: File,
  target: PartTarget,
  onProgress: (progress: ClipProgress) => void,
): Promise<void> {
  onProgress({ id: undefined, sentBytes: 0, sizeBytes: file.size });
  const { id, partBytes } = await target.create({ name: titleOf(file), sizeBytes: file.size });
  for (let from = 0; from < file.size; from += partBytes) {
    onProgress({ id, sentBytes: from, sizeBytes: file.size });
    const part = file.slice(from, from + partBytes, PART_TYPE);
    await sendUntilReceived(() => target.addPart(id, from, part));
  }
}

/** A part may arrive although its answer is lost: the server then refuses the second copy as misplaced. */
async function sendUntilReceived(send: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await send();
      return;
    } catch (error) {
      const code = error instanceof ApiFailure ? error.code : undefined;
      if (code === 'media-part-misplaced' && attempt > 1) return;
      if (code !== 'offline' || attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, ATTEMPT_REST_MS));
    }
  }
}
