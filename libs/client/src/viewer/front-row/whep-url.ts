const PROGRAMME = /\/live\/((?:t\/[\w.-]+\/)?[\w-]+)\/index\.m3u8(?:\?.*)?$/;

/**
 * The address of the front row beside that of the HLS stream, with the same token. A playlist of several formats has
 * none: the front row sends the main format alone, which may not be the one that fits the screen.
 */
export const whepUrlOf = (hlsUrl: string): string | undefined =>
  PROGRAMME.test(hlsUrl) ? hlsUrl.replace(PROGRAMME, '/whep/$1') : undefined;
