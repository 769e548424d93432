import { expect, test } from '@jest/globals';
import { obey } from './obey.js';
import { type Source, type SyntaxNode, SyntaxTree, sourcesIn } from './sources.js';

const MOST_LINES_OF_A_FILE = 450;
const MOST_LINES_OF_A_FUNCTION = 60;
// A component's markup is one expression, which reads well for longer.
const MOST_LINES_OF_A_COMPONENT = 110;

/** The whales that are meant to be: a list of the same kind of thing, where splitting hides more than it shows. */
const LONG_ON_PURPOSE: Record<string, string> = {
  'libs/telemetry/src/metrics.ts createMetrics': 'one entry a metric',
};

const FUNCTIONS = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassMethod',
  'PrivateMethod',
  'Constructor',
]);

function nameOf(tree: SyntaxTree, node: SyntaxNode): string {
  const named = (node.identifier ?? node.key) as SyntaxNode | undefined;
  return named?.span ? tree.textOf(named) : `the one at line ${tree.lineOf(node)}`;
}

function longFunctionsOf(source: Source): string[] {
  const tree = new SyntaxTree(source);
  const most = source.path.endsWith('.tsx') ? MOST_LINES_OF_A_COMPONENT : MOST_LINES_OF_A_FUNCTION;
  return [...tree.nodes()]
    .filter((node) => FUNCTIONS.has(node.type))
    .map((node) => ({ node, lines: tree.textOf(node).split('\n').length }))
    .filter(({ node, lines }) => lines > most && !LONG_ON_PURPOSE[`${source.path} ${nameOf(tree, node)}`])
    .map(({ node, lines }) => `${source.path} ${nameOf(tree, node)}: ${lines} lines`);
}

test('no file is longer than a person reads in one go', () => {
  const wrong = sourcesIn('apps', 'libs', 'infra', 'tests')
    .filter(({ lines }) => lines > MOST_LINES_OF_A_FILE)
    .map(({ path, lines }) => `${path}: ${lines} lines`);
  const why = `Over ${MOST_LINES_OF_A_FILE} lines a file holds two things: name the second one and give it a file.`;
  obey(wrong, why);
});

test('no function is longer than a screen', () => {
  const wrong = sourcesIn('apps', 'libs')
    .filter((source) => !source.isSpec)
    .flatMap(longFunctionsOf);
  const why =
    `Over ${MOST_LINES_OF_A_FUNCTION} lines (a component: ${MOST_LINES_OF_A_COMPONENT}) a function does several ` +
    'things in a row: each of them has a name. Where a list is the point, LONG_ON_PURPOSE takes it with its reason.';
  obey(wrong, why);
});

test('every exception is still needed', () => {
  const paths = new Set(sourcesIn('apps', 'libs').map(({ path }) => path));
  const gone = Object.keys(LONG_ON_PURPOSE).filter((name) => !paths.has(name.split(' ')[0] ?? ''));
  expect(gone).toEqual([]);
});
