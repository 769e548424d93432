import { delimiter } from 'node:path';

/** Where programs lie on Linux: a child of ours gets this and nothing else of the server's environment. */
const FOLDERS = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** The whole environment of every FFmpeg. */
export const FFMPEG_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: FOLDERS.join(delimiter),
  LC_ALL: 'C',
};
