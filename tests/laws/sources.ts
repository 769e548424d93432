import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync } from '@swc/core';

const root = join(import.meta.dirname, '..', '..');
const SKIPPED = new Set(['node_modules', 'generated', 'dist', 'out', 'fixtures']);

/** A node of swc's syntax tree, as far as the laws look at it. */
export interface SyntaxNode {
  type: string;
  span: { start: number; end: number };
  [key: string]: unknown;
}

export interface Source {
  /** Below the project, with slashes. */
  path: string;
  text: string;
  lines: number;
  isSpec: boolean;
}

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return /\.(ts|tsx|mjs)$/.test(entry.name) ? [path] : [];
  });
}

export function sourcesIn(...folders: string[]): Source[] {
  return folders.flatMap(filesIn).map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const lines = text.split('\n').length - 1;
    return { path: relative(root, join(root, path)), text, lines, isSpec: /\.spec\.tsx?$/.test(path) };
  });
}

function lineStartsOf(bytes: Buffer): number[] {
  const starts: number[] = [];
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) starts.push(at + 1);
  return starts;
}

export class SyntaxTree {
  readonly module: SyntaxNode;
  readonly #bytes: Buffer;
  readonly #base: number;
  /** Where each line but the first begins, in bytes. */
  #lineStarts: number[] | undefined;

  constructor(source: Source) {
    this.#bytes = Buffer.from(source.text);
    // The semicolon in front is there to be counted: without a token at its start, a module's span begins late.
    this.module = parseSync(`;${source.text}`, {
      syntax: 'typescript',
      tsx: source.path.endsWith('x'),
      decorators: true,
    }) as unknown as SyntaxNode;
    // swc counts bytes on through all files that it has parsed.
    this.#base = this.module.span.start + 1;
  }

  textOf(node: SyntaxNode): string {
    return this.#bytes.toString('utf8', node.span.start - this.#base, node.span.end - this.#base);
  }

  lineOf(node: SyntaxNode): number {
    this.#lineStarts ??= lineStartsOf(this.#bytes);
    const at = node.span.start - this.#base;
    let [from, to] = [0, this.#lineStarts.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#lineStarts[middle] as number) <= at) from = middle + 1;
      else to = middle;
    }
    return from + 1;
  }

  /** Every node, parents first. */
  *nodes(from: unknown = this.module): Generator<SyntaxNode> {
    if (Array.isArray(from)) for (const item of from) yield* this.nodes(item);
    else if (typeof from === 'object' && from !== null) {
      if (typeof (from as SyntaxNode).type === 'string') yield from as SyntaxNode;
      for (const value of Object.values(from)) if (typeof value === 'object') yield* this.nodes(value);
    }
  }
}
