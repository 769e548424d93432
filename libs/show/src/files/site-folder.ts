import { isSiteFile, siteFilePrefix } from '#protocol';

/** What the site itself has uploaded stands beside the folders of its shows. */
export const SITE_FOLDER = 'site';

/** What the id of a new file begins with. */
export const prefixOf = (kind: 'pic' | 'file', folder: string): string =>
  folder === SITE_FOLDER ? siteFilePrefix(kind) : kind;

/** Where a show finds a file: those of the site are found as those of every show, since new shows begin with them. */
export const folderOf = (showId: string, id: string): string => (isSiteFile(id) ? SITE_FOLDER : showId);
