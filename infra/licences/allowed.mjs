/** Licences whose terms this project keeps by its NOTICE alone. */
export const ALLOWED = new Set([
  'Apache-2.0',
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
]);

/** The OFL lets a font be shipped with software as long as it is not sold by itself; its text goes with it. */
const FONT = { licence: 'OFL-1.1', why: 'a face for slates and titles, shipped unchanged' };

/** Packages that say their licence otherwise, or have another one: each with its reason. */
export const EXCEPTIONS = {
  'seq-queue': { licence: 'MIT', why: 'its repository says MIT, its manifest says nothing' },
  '@fontsource/black-han-sans': FONT,
  '@fontsource/jua': FONT,
  '@fontsource/nanum-myeongjo': FONT,
  elkjs: {
    licence: 'EPL-2.0',
    why: "installed unchanged with Prisma's command line, which no process of ours loads",
  },
  ...Object.fromEntries(
    ['black-han-sans', 'jua', 'nanum-myeongjo'].map((face) => [
      `@fontsource/${face}`,
      { licence: 'OFL-1.1', why: 'a typeface, shipped unchanged and with its licence' },
    ]),
  ),
};

/** An SPDX expression is kept when one side of each OR and every side of each AND is allowed. */
export function isAllowed(expression, allowed = ALLOWED) {
  const tokens = (expression ?? '').match(/\(|\)|[^\s()]+/g) ?? [];
  let at = 0;
  const factor = () => {
    const token = tokens[at++];
    if (token !== '(') return allowed.has(token);
    const inner = either();
    at += 1;
    return inner;
  };
  const both = () => {
    let result = factor();
    while (/^and$/i.test(tokens[at] ?? '')) {
      at += 1;
      result = factor() && result;
    }
    return result;
  };
  const either = () => {
    let result = both();
    while (/^or$/i.test(tokens[at] ?? '')) {
      at += 1;
      result = both() || result;
    }
    return result;
  };
  return tokens.length > 0 && either();
}

/** The packages that may not be shipped, with what they say. */
export const refused = (packages) =>
  packages
    .filter(({ name, licence }) => !(name in EXCEPTIONS) && !isAllowed(licence))
    .map(({ name, version, licence }) => `${name} ${version}: ${licence ?? 'no licence'}`);
