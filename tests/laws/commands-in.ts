import { codeIn } from './code-in.js';

export interface Command {
  /** Line by line, without its comment. */
  text: string;
  /** Variables that are set for it. */
  variables: string[];
  /** The words after them. */
  words: string[];
}

const ASSIGNMENT = /^([A-Z][A-Z0-9_]*)=/;
const PROGRAMS = new Set(
  (
    'npm npx node sh bash cd export git systemctl sysctl ffmpeg ffplay curl docker podman helm kubectl apt apt-get sudo ' +
    'scp pg_dump pg_restore psql redis-cli turnserver prometheus promtool'
  ).split(' '),
);

/** Nothing where the line is no command: a diagram, an answer, a setting. */
function readCommand(line: string): Command | undefined {
  const text = line.replace(/(^|\s)#.*$/, '').trim();
  const words = text.match(/'[^']*'|"[^"]*"|\S+/g) ?? [];
  const first = words.findIndex((word) => !ASSIGNMENT.test(word));
  const program = words[first];
  if (program === undefined || !PROGRAMS.has(program)) return undefined;
  const isExport = program === 'export';
  const assignments = words.slice(0, isExport ? undefined : first);
  const variables = assignments.flatMap((word) => ASSIGNMENT.exec(word)?.[1] ?? []);
  return { text, variables, words: words.slice(first) };
}

const INDENTED = /(?:^|\n)\n((?: {4}[^\n]*\n)+)/g;

/** Of fenced blocks, but those of another language, of indented ones, and of spans of code in the text. */
export function commandsIn(document: string): Command[] {
  const { prose, blocks, spans } = codeIn(document);
  const fenced = blocks.filter(({ language }) => /^(sh|bash|shell|)$/.test(language));
  const indented = [...prose.matchAll(INDENTED)].map(([, block = '']) => block);
  const lines = [...fenced.map(({ text }) => text), ...indented].flatMap((block) =>
    block.replaceAll(/\s*\\\n\s*/g, ' ').split('\n'),
  );
  // A program alone is named, not called.
  const calls = spans.map((span) => span.replaceAll('\n', ' ')).filter((span) => span.includes(' '));
  return [...lines, ...calls]
    .flatMap((line) => line.split(/ && |; /))
    .flatMap((line) => readCommand(line) ?? []);
}

/** What tells it from others: `npm run bench` of `npm run bench -- edge`. */
export function nameOf({ words }: Command): string {
  const [program = '', verb = '', script = ''] = words;
  if (program === 'npm' && verb === 'run') return `npm run ${script}`;
  return program === 'npm' || program === 'npx' ? `${program} ${verb}` : program;
}
