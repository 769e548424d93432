import type { Author } from '#audience';

interface AuthorColumns {
  authorId: string;
  authorName: string;
  deviceHash: string | null;
}

/** Rows other than chat do not keep the role: nothing shows it. */
export const toAuthor = (row: AuthorColumns): Author => ({
  id: row.authorId,
  name: row.authorName,
  role: 'viewer',
  deviceHash: row.deviceHash,
});

export const toAuthorColumns = (author: Author): AuthorColumns => ({
  authorId: author.id,
  authorName: author.name,
  deviceHash: author.deviceHash,
});
