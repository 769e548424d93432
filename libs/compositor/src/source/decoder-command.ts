import { type Confinement, confinedCommand } from '#kernel';

export interface DecoderCommand {
  command: string;
  args: readonly string[];
}

const BOUNDS = {
  /** 4K needs 500 MB of addresses, of which FFmpeg's libraries take 300. */
  addressBytes: 1_500_000_000,
  /** A day and more for a tile, a moment for code that was taken over and computes for a stranger. */
  cpuSeconds: 21_600,
  fileBytes: 0,
  files: 32,
  processes: 16,
  /** Decoders yield to the encoders: one late tile is better than a late programme. */
  niceness: 2,
};

/** A decoder reads what strangers send, and writes no file. */
export const decoderCommand = (
  ffmpegPath: string,
  args: readonly string[],
  confinement: Confinement,
): DecoderCommand => confinedCommand([ffmpegPath, ...args], BOUNDS, confinement);
