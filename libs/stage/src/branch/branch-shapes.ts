import { z } from 'zod';

/** Of an object of a media worker. */
export const objectId = z.string().min(1).max(200);

/** Made by a media worker of one of our nodes, or judged by the stage before; the other media worker judges it again. */
export const made = <T extends object>() =>
  z.custom<T>((value) => typeof value === 'object' && value !== null);
