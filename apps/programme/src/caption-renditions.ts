import type { RenditionSpec } from '#packager';

/** Words take a few hundred bytes a second. */
const BITRATE = 2_000;

export const captionRenditions = (languages: readonly string[]): RenditionSpec[] =>
  languages.map((language) => ({
    id: `captions-${language.toLowerCase()}`,
    kind: 'subtitles',
    language,
    name: nameOf(language),
    targetBitrate: BITRATE,
  }));

/** Each language in its own words. It stands in quotes in a playlist. */
function nameOf(language: string): string {
  try {
    const name = new Intl.DisplayNames([language], { type: 'language' }).of(language);
    return (name ?? language).replace(/["\r\n]/g, '');
  } catch {
    return language;
  }
}
