// Hears English with PocketSphinx (Debian: pocketsphinx, pocketsphinx-en-us), as the setting captions.command wants it:
//
//   PROSCENIUM_CAPTIONS_COMMAND="node infra/captions/pocketsphinx.mjs"
//
// PCM of 16 bits at 16 kHz on standard input; on standard output a line for each utterance, in the words of Vosk:
// {"text":"hello world","result":[{"word":"hello","start":0.3,"end":0.7,"conf":0.9}, …]}
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

// Standard input may be a socket, which cannot be opened by a name as PocketSphinx does: `cat` makes it a pipe.
const engine = spawn(
  'sh',
  [
    ...['-c', 'cat | exec pocketsphinx_continuous "$@"', 'sh'],
    ...['-infile', '/dev/stdin', '-time', 'yes', '-logfn', '/dev/null', ...process.argv.slice(2)],
  ],
  { stdio: ['inherit', 'pipe', 'inherit'], detached: true },
);

/** `word start end confidence`, after a line with the whole utterance. */
const WORD = /^(\S+) (\d+\.\d+) (\d+\.\d+) (\d+(?:\.\d+)?)$/;
/** Silence, noise, and the ends of an utterance. */
const NO_WORD = /^(?:<.*>|\[.*\]|\+\+.*\+\+)$/;

let words = [];

function read(line) {
  const [, spoken = '', start, end, conf] = WORD.exec(line) ?? [];
  if (spoken === '') return;
  // The second way to say a word is written as `read(2)`.
  const word = spoken.replace(/\(\d+\)$/, '');
  if (!NO_WORD.test(spoken)) words.push({ word, start: Number(start), end: Number(end), conf: Number(conf) });
  if (spoken !== '</s>') return;
  const said = words;
  words = [];
  if (said.length > 0)
    process.stdout.write(
      `${JSON.stringify({ text: said.map((each) => each.word).join(' '), result: said })}\n`,
    );
}

createInterface({ input: engine.stdout }).on('line', read);
engine.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
engine.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
for (const signal of ['SIGTERM', 'SIGINT'])
  process.on(signal, () => {
    if (engine.pid !== undefined) process.kill(-engine.pid, 'SIGKILL');
  });
