import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { obey } from './obey.js';

const sources = join(import.meta.dirname, '..', '..', 'apps/web/src');
const TOKENS = 'ui/tokens.css';
const LAYERS = /^(?:\/\*[^*]*\*\/\s*@layer [^{;]+;\s*)?@layer (tokens|base|layout|components|pages) \{/;
const FONT = /@font-face\s*\{[^}]*\}/g;
/** Variables are not resolved there by every browser. */
const CUE = /[^{}]*::cue\s*\{[^}]*\}/g;
const COLOUR = /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab|lch)a?\(|(?<![-\w])(?:white|black)(?![-\w])/gi;

const styles = readdirSync(sources, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.css'))
  .map((path) => ({ path, text: readFileSync(join(sources, path), 'utf8') }));

test('every style sheet stands in a layer', () => {
  expect(styles.length).toBeGreaterThan(20);
  const wrong = styles.filter(({ text }) => !LAYERS.test(text.replaceAll(FONT, '').trim()));
  obey(
    wrong.map(({ path }) => path),
    'Which rule wins is said by its layer, not by the length of its selector (decision 0210): write the sheet within `@layer pages { … }` or the layer that it is of.',
  );
});

test('colour values stand in one file', () => {
  const wrong = styles
    .filter(({ path }) => path !== TOKENS)
    .flatMap(({ path, text }) =>
      [
        ...text
          .replaceAll(/\/\*.*?\*\//gs, '')
          .replaceAll(CUE, '')
          .replaceAll(FONT, '')
          .matchAll(COLOUR),
      ].map(([colour]) => `${path}: ${colour}`),
    );
  obey(wrong, 'A colour has a name in ui/tokens.css, where both themes are seen beside each other: use it.');
});
