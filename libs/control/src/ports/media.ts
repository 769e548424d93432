export const MEDIA_KINDS = ['image', 'slides'] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];

/** An image, or slides page by page. */
export interface MediaItem {
  id: string;
  showId: string;
  name: string;
  kind: MediaKind;
  /** Names of uploaded images, in order. */
  pages: string[];
  createdAtMs: number;
}

export interface MediaStore {
  /** Answers false when the show has `limit` of them already. */
  create(item: MediaItem, limit: number): Promise<boolean>;
  list(showId: string): Promise<MediaItem[]>;
  /** Answers what was removed. */
  remove(showId: string, id: string): Promise<MediaItem | undefined>;
}
