import { DataDirLock, ShowError } from '#kernel';

/** The server holds its folder's lock for as long as it lives. */
export async function isServerRunning(dataDir: string): Promise<boolean> {
  try {
    const lock = await DataDirLock.take(dataDir);
    await lock.release();
    return false;
  } catch (error) {
    if (error instanceof ShowError && error.code === 'data-dir-in-use') return true;
    // A folder that cannot be written is a finding of the disk.
    return false;
  }
}
