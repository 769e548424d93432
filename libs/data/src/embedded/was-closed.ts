import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** Of PostgreSQL's pg_control: identifier (8 bytes), version (4), catalogue (4), then the state of the cluster. */
const STATE_AT_BYTE = 16;
const SHUT_DOWN = 1;

/** Whether PostgreSQL ended in order here, so that all its files were synced; false where it was killed. */
export async function wasClosed(folder: string): Promise<boolean> {
  const control = await open(join(folder, 'global', 'pg_control'), 'r').catch(() => undefined);
  if (control === undefined) return false;
  try {
    const { buffer } = await control.read(Buffer.alloc(4), 0, 4, STATE_AT_BYTE);
    return buffer.readInt32LE() === SHUT_DOWN;
  } finally {
    await control.close();
  }
}
