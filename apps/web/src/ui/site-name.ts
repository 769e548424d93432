const DEFAULT_NAME = 'Proscenium';

/** What this installation is called, as the server wrote it into the page. */
export const siteName = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="application-name"]')?.content || DEFAULT_NAME;
