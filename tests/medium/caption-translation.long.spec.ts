// Captions in another language by an engine behind the port, as a command and as a server. Real: processes, a WebSocket.
// Made up: what is said, and the language.
import { afterEach, expect, test } from '@jest/globals';
import {
  CommandTranslation,
  type Cue,
  SocketTranslation,
  type TranslationEngine,
  Translator,
} from '#captions';
import { silentLog, systemClock } from '#kernel';
import { waitFor } from '../support/kernel/wait-for.js';
import { TextSocketServer } from '../support/network/text-socket-server.js';

const WORD_ENGINE = new URL('../support/captions/word-engine.mjs', import.meta.url).pathname;
const WITHIN_MS = 20_000;

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

function translatorWith(engine: TranslationEngine) {
  const cues: Cue[] = [];
  const translator = new Translator({
    ...{ engine, from: 'en', to: 'ko', clock: systemClock, log: silentLog },
    onCue: (cue) => cues.push(cue),
  });
  closing.push(() => translator.close());
  return { translator, cues };
}

const line = (id: string, text: string): Cue => ({
  id,
  startMs: 1_000,
  endMs: 2_000,
  speaker: 'Rosa',
  words: text.split(' ').map((word, at) => ({ atMs: 1_000 + at, text: word })),
});

const commandOf = (...args: string[]) =>
  new CommandTranslation({
    command: [process.execPath, ...args],
    clock: systemClock,
    log: silentLog,
  });

test('a command translates lines', async () => {
  const { translator, cues } = translatorWith(commandOf(WORD_ENGINE, '0'));
  translator.translate(line('a', 'good evening'), 2_000);
  translator.translate(line('b', 'thank you'), 4_000);
  await waitFor('two lines', WITHIN_MS, () => cues.length === 2);
  expect(cues.map(({ id, speaker, words }) => [id, speaker, words[0]?.text])).toEqual([
    ['a', 'Rosa', 'ko:good ko:evening'],
    ['b', 'Rosa', 'ko:thank ko:you'],
  ]);
});

test('a command that ends at once, or writes what is no answer, says nothing, and is started again later', async () => {
  const { translator, cues } = translatorWith(commandOf('-e', 'console.log("no answer"); process.exit(3)'));
  translator.translate(line('a', 'good evening'), 2_000);
  await waitFor('the end of the command', WITHIN_MS, () => translator.leftOut === 1);
  expect(cues).toEqual([]);
});

test('a server translates lines, also those from before the connection was made', async () => {
  const server = await TextSocketServer.listen({
    onText: (data, answer) => {
      const { id, text, from, to } = JSON.parse(data);
      answer('no answer');
      answer(JSON.stringify({ id, text: `${from}>${to} ${text}` }));
    },
  });
  closing.push(() => server.close());
  const { translator, cues } = translatorWith(new SocketTranslation({ url: server.url, log: silentLog }));
  translator.translate(line('a', 'good evening'), 2_000);
  await waitFor('the first line', WITHIN_MS, () => cues.length === 1);
  translator.translate(line('b', 'thank you'), 2_000);
  await waitFor('the second line', WITHIN_MS, () => cues.length === 2);
  expect(cues.map(({ words }) => words[0]?.text)).toEqual(['en>ko good evening', 'en>ko thank you']);
});
