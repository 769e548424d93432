// The secret that signs addresses of private shows, for the edge code of a commercial CDN.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Out of what the front keeps; only the server's user can read it. */
export async function playbackSecretOf(dataDir) {
  const file = join(dataDir, 'front-directory.json');
  const text = await readFile(file, 'utf8').catch((error) => {
    throw new Error(
      error.code === 'EACCES'
        ? `${file} is for the user of the server alone: run this as that user`
        : `there is no ${file}: start the server once, or name its data folder with --data`,
    );
  });
  const { playbackSecret } = JSON.parse(text);
  if (typeof playbackSecret !== 'string')
    throw new Error(`${file} holds no secret yet: start the server once`);
  return playbackSecret;
}
