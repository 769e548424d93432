import { macOf } from './secrets.js';

/** SRT takes 10 to 79 characters. */
const LENGTH = 32;

/** Follows from the key of an input, so that it need not be stored: only this site's answers have both. */
export const srtPassphrase = (secret: string, key: string): string =>
  macOf(secret, `srt ${key}`).toString('base64url').slice(0, LENGTH);
