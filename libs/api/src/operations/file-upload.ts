import * as files from '../schemas/media-files.js';

/** How video and audio are uploaded, of whatever they are: announced, then sent in parts. */
export const fileUpload = {
  begin: {
    isIdempotent: true,
    body: files.newMediaFileBody,
    answer: files.mediaFileSchema,
    status: 201,
    errors: ['media-file-too-large', 'too-many-media'],
  },
  part: {
    query: files.partQuery,
    body: files.partBody,
    bodyTypes: [files.PART_TYPE],
    answer: files.mediaFileSchema,
    errors: ['media-not-found', 'media-part-misplaced', 'unsupported-type'],
  },
} as const;
