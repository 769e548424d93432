import type { z } from 'zod';

/** Where the name alone does not say it. */
const NOUNS: Readonly<Record<string, string>> = {
  keyId: 'API key',
  mediaId: 'image or set of slides',
  fileId: 'video or audio file',
  pictureId: 'image',
  messageId: 'chat message',
  outputId: 'destination',
  deliveryId: 'delivery of a webhook',
};

/** Of a parameter in the path: the id of what its name says. */
export const pathText = (name: string): string =>
  `The id of the ${NOUNS[name] ?? name.replace(/Id$/, '').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`;

const QUERY: Readonly<Record<string, string>> = {
  limit: 'How many at most',
  mine: '`true` for those of the caller alone, `false` for all that the caller may see',
  state: 'Those in this state alone',
  visibility: 'Those of this visibility alone',
};

/** Of a parameter in the query: what its schema says, or what the name means everywhere. */
export const queryText = (
  name: string,
  { description }: z.core.$ZodType & { description?: string },
): string => description ?? QUERY[name] ?? '';
