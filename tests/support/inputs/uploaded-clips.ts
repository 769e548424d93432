import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { waitFor } from '../kernel/wait-for.js';
import type { Rgb } from '../page/test-card.js';
import type { ApiClient } from '../server/api-client.js';

const PART_BYTES = 20_000;
const CONVERTED_WITHIN_MS = 60_000;
const PART_TYPE = 'application/octet-stream';
const SECONDS = 4;

/** Clips of a show, sent in parts as the studio does. */
export class UploadedClips {
  readonly #owner: ApiClient;
  readonly #url: string;

  constructor({ owner, showId }: { owner: ApiClient; showId: string }) {
    this.#owner = owner;
    this.#url = `/shows/${showId}/media-files`;
  }

  /** Of another codec and size than programmes decode, with a tone. */
  static async made(folder: string, colour: Rgb): Promise<Uint8Array> {
    const hex = colour.map((part) => part.toString(16).padStart(2, '0')).join('');
    const path = join(folder, `${hex}.webm`);
    const video = `color=c=0x${hex}:s=854x480:r=25:d=${SECONDS}`;
    await promisify(execFile)('ffmpeg', [
      ...['-v', 'error', '-y', '-f', 'lavfi', '-i', video, '-f', 'lavfi', '-i', `sine=d=${SECONDS}`],
      ...['-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '300k', '-c:a', 'libopus', path],
    ]);
    return readFile(path);
  }

  /** The id of what was sent, before its conversion. */
  async send(name: string, bytes: Uint8Array): Promise<string> {
    const { status, body } = await this.#owner.post(this.#url, { name, sizeBytes: bytes.length });
    if (status !== 201) throw new Error(`no file: ${status} ${JSON.stringify(body)}`);
    for (let from = 0; from < bytes.length; from += PART_BYTES) {
      const part = bytes.subarray(from, from + PART_BYTES);
      const path = `${this.#url}/${body.id}/part?from=${from}`;
      const sent = await this.#owner.sendFile(path, part, PART_TYPE, 'PUT');
      if (sent.status !== 200) throw new Error(`no part: ${sent.status}`);
    }
    return body.id;
  }

  async stateOf(id: string) {
    const { body } = await this.#owner.get(this.#url);
    return body.items.find((each: { id: string }) => each.id === id);
  }

  async untilState(id: string, state: 'ready' | 'refused'): Promise<void> {
    await waitFor(
      `the clip to be ${state}`,
      CONVERTED_WITHIN_MS,
      async () => (await this.stateOf(id)).state === state,
    );
  }

  async remove(id: string): Promise<number> {
    return (await this.#owner.delete(`${this.#url}/${id}`)).status;
  }
}
