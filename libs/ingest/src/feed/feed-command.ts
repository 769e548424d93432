import { type Confinement, confinedCommand } from '#kernel';

/** How the FFmpeg of a feed is started with these arguments. */
export type FeedCommand = (args: readonly string[]) => { command: string; args: readonly string[] };

const BOUNDS = {
  /** Frames of 4K in decoder and encoder, and a heap for each of many threads. */
  addressBytes: 8_000_000_000,
  /** A broadcast of a week; less only for code that was taken over. */
  cpuSeconds: 604_800,
  fileBytes: 0,
  files: 64,
  processes: 64,
  /** It stands in the path of live video. */
  niceness: 0,
};

/** FFmpeg that reads what encoders send: little memory, no file. It sends RTP to this machine, so it keeps the network. */
export const feedCommand =
  (ffmpegPath: string, { hasPrlimit }: Confinement): FeedCommand =>
  (args) =>
    confinedCommand([ffmpegPath, ...args], BOUNDS, { hasPrlimit, hasNamespaces: false });
