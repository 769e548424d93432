import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const SKIPPED = new Set(['node_modules', 'generated', 'dist', 'out', 'fixtures', 'corpus', 'overlay']);
const TEXTS = /\.(ts|tsx|mts|mjs|css|html|md|vcl|conf|yml|yaml)$/;

/** Written from what was measured: the words come from the benches, which are judged themselves. */
const GENERATED = /^docs\/(performance|reliability|soak|capacity)\.md$/;
/** The glossary's own table, samples of what is caught, lists of the outer world, and decisions: they tell history. */
const NOT_JUDGED =
  /^tests\/laws\/(banned-words|words\.spec)\.ts$|\/top-level-domains\.ts$|^infra\/decisions\//;

function filesIn(place: string): string[] {
  if (!statSync(join(root, place)).isDirectory()) return [place];
  return readdirSync(join(root, place)).flatMap((name) =>
    SKIPPED.has(name) ? [] : filesIn(`${place}/${name}`),
  );
}

/** Every text that people write below these places, code and prose alike. */
export const textsIn = (...places: string[]): { path: string; text: string }[] =>
  places
    .flatMap(filesIn)
    .filter((path) => TEXTS.test(path) && !GENERATED.test(path) && !NOT_JUDGED.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

/** Every document that people write, but decisions. */
export const documents = () =>
  textsIn('README.md', 'CONTRIBUTING.md', 'docs', 'examples', 'libs', 'apps', 'infra', 'tests').filter(
    ({ path }) => path.endsWith('.md'),
  );
