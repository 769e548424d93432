/** In this order: many of them say that they are one of those further down as well. */
const BROWSERS: readonly (readonly [name: string, sign: RegExp])[] = [
  ['exoplayer', /ExoPlayer|AndroidXMedia3/],
  ['apple-player', /AppleCoreMedia/],
  ['vlc', /\bVLC\/|LibVLC/],
  ['tv', /SMART-TV|SmartTV|Web0S|Tizen|CrKey|AppleTV|Roku/],
  ['edge', /\bEdgi?A?(?:OS)?\//],
  ['opera', /\bOPR\/|OPiOS/],
  ['samsung', /SamsungBrowser/],
  ['whale', /\bWhale\//],
  ['firefox', /\bFirefox\/|FxiOS/],
  ['chrome', /\bChrome\/|CriOS/],
  ['safari', /\bSafari\//],
];

/** The family of a browser or player: one of a dozen names, whatever a client says that it is. */
export function browserOf(userAgent: string | undefined): string {
  const text = (userAgent ?? '').slice(0, 512);
  return BROWSERS.find(([, sign]) => sign.test(text))?.[0] ?? 'other';
}
