/** What this machine offers to keep a program in bounds. */
export interface Confinement {
  /** util-linux's prlimit. */
  hasPrlimit: boolean;
  /** Namespaces of users and networks are open to this user. */
  hasNamespaces: boolean;
}

export interface ProgramBounds {
  addressBytes: number;
  /** Of processor time. */
  cpuSeconds: number;
  /** Of one file that it writes. */
  fileBytes: number;
  /** Open at once. */
  files: number;
  /** Counted in a namespace of its own; without one it would be all processes of the server's user. */
  processes: number;
  niceness: number;
}

/**
 * How a program is started that reads what strangers send: without a network, with little memory, behind everything that
 * is live. Each program gives its place to the next, so the process is the last one in the end.
 */
export function confinedCommand(
  program: readonly [string, ...string[]],
  bounds: ProgramBounds,
  { hasPrlimit, hasNamespaces }: Confinement,
): { command: string; args: readonly string[] } {
  const namespaces = ['unshare', '--user', '--map-current-user', '--net', '--'];
  const limits = [
    ...['prlimit', `--as=${bounds.addressBytes}`, `--cpu=${bounds.cpuSeconds}`, '--core=0'],
    ...[`--fsize=${bounds.fileBytes}`, `--nofile=${bounds.files}`],
    ...(hasNamespaces ? [`--nproc=${bounds.processes}`] : []),
    '--',
  ];
  const [command = program[0], ...args] = [
    ...(hasNamespaces ? namespaces : []),
    ...(hasPrlimit ? limits : []),
    ...['nice', '-n', `${bounds.niceness}`, ...program],
  ];
  return { command, args };
}
