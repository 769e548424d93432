/** The pages' own colours that a text in the site's colour stands on. */
const LIGHT_PAGE = '#f0eee8';
const DARK_PAGE = '#1e2029';
const [BLACK, WHITE] = ['#14110a', '#ffffff'];
/** WCAG 2.2, 1.4.3, and a little for washes of the same colour below a text. */
const READABLE = 5.4;
const STEPS = 20;
const COLOUR = /^#[0-9a-f]{6}$/i;

type Rgb = readonly [number, number, number];

const rgbOf = (hex: string): Rgb => {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
};
const hexOf = (rgb: readonly number[]): string =>
  `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = rgbOf(hex).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const mix = (from: string, to: string, share: number): string => {
  const target = rgbOf(to);
  return hexOf(rgbOf(from).map((part, n) => part + ((target[n] ?? 0) - part) * share));
};

/** The same colour, as far towards black or white as a text needs on this page. */
function readableOn(page: string, colour: string, towards: string): string {
  for (let step = 0; step < STEPS; step += 1) {
    const mixed = mix(colour, towards, step / STEPS);
    if (contrast(mixed, page) >= READABLE) return mixed;
  }
  return towards;
}

const NAMES = ['--brand', '--brand-hover', '--on-brand', '--brand-text', '--brand-wash'] as const;

function valuesOf(colour: string): string[] {
  const onBrand = contrast(colour, BLACK) >= contrast(colour, WHITE) ? BLACK : WHITE;
  const away = onBrand === BLACK ? WHITE : '#000000';
  const text = [readableOn(LIGHT_PAGE, colour, '#000000'), readableOn(DARK_PAGE, colour, WHITE)];
  // When pointed at: away from the text on it, which stays readable.
  return [colour, mix(colour, away, 0.14), onBrand, `light-dark(${text.join(', ')})`, `${colour}24`];
}

/** The values of `tokens.css` that follow from the one colour that a site chose; null for what is not replaced. */
export function siteColours(colour: string | null): [name: string, value: string | null][] {
  const values = colour === null || !COLOUR.test(colour) ? [] : valuesOf(colour);
  return NAMES.map((name, n) => [name, values[n] ?? null]);
}
