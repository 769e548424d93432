/** Files of the site have ids of their own: new shows begin with them, so each show finds them beside its own files. */
export const siteFilePrefix = (kind: 'pic' | 'file'): string => `${kind}_site`;

export const isSiteFile = (id: string): boolean => /^(pic|file)_site_/.test(id);
