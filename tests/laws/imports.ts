import { posix } from 'node:path';
import { type Source, type SyntaxNode, SyntaxTree } from './sources.js';

export interface Import {
  from: Source;
  of: string;
  line: number;
}

/** What a file imports and re-exports, types included, also by a call or inside a type. */
export function importsOf(source: Source): Import[] {
  const tree = new SyntaxTree(source);
  const found: Import[] = [];
  for (const node of tree.nodes()) {
    const isDeclared = /^(Import|ExportNamed|ExportAll)Declaration$/.test(node.type);
    const asked = isDeclared ? (node.source as { value: string } | null) : asExpression(node);
    if (asked) found.push({ from: source, of: asked.value, line: tree.lineOf(node) });
  }
  return found;
}

function asExpression(node: SyntaxNode): { value: string } | undefined {
  if (node.type === 'TsImportType') return node.argument as { value: string };
  if (node.type !== 'CallExpression' || (node.callee as { type: string }).type !== 'Import') return undefined;
  const [first] = node.arguments as { expression: { type: string; value: string } }[];
  return first?.expression.type === 'StringLiteral' ? first.expression : undefined;
}

/** The file of ours that is meant; nothing for packages. */
export function fileOf({ from, of }: Import, files: ReadonlySet<string>): string | undefined {
  const room = /^#([^/]+)$/.exec(of)?.[1];
  if (room !== undefined) return `libs/${room}/src/index.ts`;
  if (!of.startsWith('.')) return undefined;
  const target = posix.normalize(posix.join(posix.dirname(from.path), of)).replace(/\.js$/, '');
  return [`${target}.ts`, `${target}.tsx`, target].find((path) => files.has(path));
}
