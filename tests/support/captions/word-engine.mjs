// Translates captions without a language: `hello you` into Korean is `ko:hello ko:you`. As the setting captions.translator
// wants it: `node word-engine.mjs ANSWERS_AFTER_MS`.
import { createInterface } from 'node:readline';

const answersAfterMs = Number(process.argv[2] ?? 0);

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, text, to } = JSON.parse(line);
  const words = text.split(' ').map((word) => `${to}:${word}`);
  setTimeout(
    () => process.stdout.write(`${JSON.stringify({ id, text: words.join(' ') })}\n`),
    answersAfterMs,
  );
});
