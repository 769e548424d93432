import { ShowError } from './show-error.js';

export interface Listening {
  host: string;
  port: number;
  /** The setting that moves it elsewhere: `PORT`. */
  setting: string;
}

const REASONS: Record<string, string> = {
  EADDRINUSE: 'is taken by another program',
  EACCES: 'may not be used by this user (ports below 1024 often are reserved)',
  EADDRNOTAVAIL: 'cannot be used: this machine does not have that address',
};

/** What to tell a person whose server could not listen; other errors go through unchanged. */
export function listenError(thrown: unknown, { host, port, setting }: Listening): unknown {
  const code = (thrown as NodeJS.ErrnoException | undefined)?.code ?? '';
  const reason = REASONS[code];
  if (reason === undefined) return thrown;
  const remedy =
    code === 'EADDRNOTAVAIL' ? 'Set HOST to an address of this machine.' : `Set ${setting} to another port.`;
  return new ShowError({
    code: 'cannot-listen',
    message: `Port ${port} on ${host} ${reason}. ${remedy}`,
    blame: 'config',
    cause: thrown,
  });
}
