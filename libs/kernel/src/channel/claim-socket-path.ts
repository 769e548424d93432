import { lstatSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { ShowError } from '../show-error.js';

/** Removes the socket file of a process that was killed, so that another can listen there; a live one is an error. */
export async function claimSocketPath(path: string): Promise<void> {
  const file = lstatSync(path, { throwIfNoEntry: false });
  if (file === undefined) return;
  if (!file.isSocket() || (await isAnswered(path)))
    throw new ShowError({
      code: 'socket-in-use',
      message: `${path} is in use by another process, or is no socket. Stop that process or remove the file.`,
      blame: 'config',
      retry: true,
    });
  rmSync(path, { force: true });
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
