import './brand-fonts.css';

/** Titles in the typeface that the site chose. */
export function wearFont(font: string): void {
  const { dataset } = document.documentElement;
  if (font === 'sans') delete dataset.siteFont;
  else dataset.siteFont = font;
}
