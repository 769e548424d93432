/** What this machine offers to keep a decoder in bounds. */
export interface DecoderLimits {
  /** util-linux's prlimit. */
  hasPrlimit: boolean;
  /** Namespaces of users and networks are open to this user. */
  hasNamespaces: boolean;
}

export interface DecoderCommand {
  command: string;
  args: readonly string[];
}

/** 4K needs 500 MB of addresses, of which FFmpeg's libraries take 300. */
const ADDRESS_BYTES = 1_500_000_000;
/** Of processor time: a day and more for a tile, a moment for code that was taken over and computes for a stranger. */
const CPU_SECONDS = 21_600;
const FILES = 32;
/** Counted in the decoder's own namespace of users; without one it would be all processes of the server's user. */
const PROCESSES = 16;
/** Decoders yield to the encoders: one late tile is better than a late programme. */
const NICENESS = 2;

/**
 * A decoder reads what strangers send. It starts without a network, without a file to write, with little memory, and
 * behind the encoders; each program gives its place to the next, so the process is FFmpeg in the end.
 */
export function decoderCommand(
  ffmpegPath: string,
  args: readonly string[],
  { hasPrlimit, hasNamespaces }: DecoderLimits,
): DecoderCommand {
  const namespaces = ['unshare', '--user', '--map-current-user', '--net', '--'];
  const limits = [
    ...[
      'prlimit',
      `--as=${ADDRESS_BYTES}`,
      `--cpu=${CPU_SECONDS}`,
      '--core=0',
      '--fsize=0',
      `--nofile=${FILES}`,
    ],
    ...(hasNamespaces ? [`--nproc=${PROCESSES}`] : []),
    '--',
  ];
  const [command = ffmpegPath, ...rest] = [
    ...(hasNamespaces ? namespaces : []),
    ...(hasPrlimit ? limits : []),
    ...['nice', '-n', `${NICENESS}`, ffmpegPath],
  ];
  return { command, args: [...rest, ...args] };
}
