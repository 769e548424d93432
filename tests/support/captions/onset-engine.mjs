// Hears beeps: a speech engine whose every word is known to the millisecond. As the setting captions.command wants it:
// `node onset-engine.mjs ANSWERS_AFTER_MS` writes a word for each beep, so long after its end, with its exact times.
const answersAfterMs = Number(process.argv[2] ?? 0);
const RATE_HZ = 16_000;
const LOUD = 1_000;
/** A zero crossing is no pause. */
const QUIET_SAMPLES = 320;

let at = 0;
let beep;
let quiet = 0;
let count = 0;
let rest = Buffer.alloc(0);

function answer({ start, end }) {
  count += 1;
  const word = { word: `beep${count}`, start: start / RATE_HZ, end: end / RATE_HZ, conf: 1 };
  const text = JSON.stringify({ text: word.word, result: [word] });
  setTimeout(() => process.stdout.write(`${text}\n`), answersAfterMs);
}

process.stdin.on('data', (chunk) => {
  const bytes = Buffer.concat([rest, chunk]);
  rest = bytes.subarray(bytes.length - (bytes.length % 2));
  for (let index = 0; index + 1 < bytes.length; index += 2, at += 1) {
    const isLoud = Math.abs(bytes.readInt16LE(index)) > LOUD;
    if (isLoud) {
      beep ??= { start: at, end: at };
      beep.end = at;
      quiet = 0;
    } else if (beep) {
      quiet += 1;
      if (quiet <= QUIET_SAMPLES) continue;
      answer(beep);
      beep = undefined;
    }
  }
});
