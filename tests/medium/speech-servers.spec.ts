// Speech engines behind a WebSocket: vosk-server's protocol, and realtime transcription as OpenAI has it.
// Real: sockets, clock, a voice and PocketSphinx where they are installed. Made up: the servers around it.
import { afterEach, expect, test } from '@jest/globals';
import { Captioner, type Cue, RealtimeEngine, type SpeechEngine, VoskEngine } from '#captions';
import { silentLog, systemClock } from '#kernel';
import { RealtimeServer } from '../support/captions/realtime-server.js';
import { sphinxOf } from '../support/captions/sphinx-of.js';
import { hasSpeechTools, SPEECH_TOOLS_MISSING, spokenSamples } from '../support/captions/spoken.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { TextSocketServer } from '../support/network/text-socket-server.js';

const WITHIN_MS = 20_000;
const RATE_HZ = 16_000;
/** As the programme gives it. */
const PIECE = 640;
const PIECE_MS = 40;
const ANCHOR_MS = 1_700_000_000_000;
/** Of the beginning of a turn: a piece of audio, and what is sent of before it. */
const NEAR_MS = 400;
const WORDS = 'one two three four five';
const SOME_WORDS = 2;
const isThere = hasSpeechTools();
if (!isThere) console.warn(SPEECH_TOOLS_MISSING);

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0).reverse()) close();
});

function captionsBy(engine: SpeechEngine): { cues: Cue[]; captioner: Captioner } {
  const captioner = new Captioner({ engine, settleMs: 400, clock: systemClock, log: silentLog });
  const cues: Cue[] = [];
  captioner.events.on('cue', (cue) => cues.push(cue));
  captioner.name('g1', 'Rosa');
  closing.push(() => captioner.close());
  return { cues, captioner };
}

/** As a microphone does, which waits for nobody; twice as fast. */
async function speak(captioner: Captioner, samples: Int16Array, everyMs = PIECE_MS / 2): Promise<void> {
  for (let at = 0; at < samples.length; at += PIECE) {
    captioner.hear('g1', samples.slice(at, at + PIECE), ANCHOR_MS + (at * 1_000) / RATE_HZ);
    await systemClock.sleep(everyMs);
  }
}

/** One second of silence while the connection is made, then a tone of half a second, then silence. */
const beep = (): Int16Array =>
  Int16Array.from({ length: 2.5 * RATE_HZ }, (_, at) =>
    at >= RATE_HZ && at < 1.5 * RATE_HZ ? Math.round(9_000 * Math.sin(at / 3)) : 0,
  );

const textsOf = (cues: readonly Cue[]) => cues.map(({ words }) => words.map(({ text }) => text).join(' '));

test('vosk-server: it gets the rate and the samples, and its words are captions', async () => {
  const texts: string[] = [];
  let heard = 0;
  const server = await TextSocketServer.listen({
    onText: (text) => texts.push(text),
    onBytes: (bytes, answer) => {
      heard += bytes.length / 2;
      const word = { word: 'hello', start: 0.5, end: 0.9, conf: 1 };
      if (heard === 20 * PIECE) answer(JSON.stringify({ partial: 'hello', partial_result: [word] }));
      if (heard === 40 * PIECE) answer(JSON.stringify({ text: 'hello', result: [word] }));
    },
  });
  closing.push(() => server.close());
  const { cues, captioner } = captionsBy(new VoskEngine({ url: server.url, log: silentLog }));
  await speak(captioner, beep());
  await waitFor('a caption', WITHIN_MS, () => cues.length > 0);
  expect(JSON.parse(texts[0] ?? '')).toEqual({ config: { sample_rate: RATE_HZ, words: true } });
  expect(cues[0]).toMatchObject({ speaker: 'Rosa', words: [{ text: 'hello' }] });
  // Its seconds are those of what it was given, which begins when the connection is made.
  const saidMs = (cues[0]?.startMs ?? 0) - ANCHOR_MS;
  expect(saidMs).toBeGreaterThanOrEqual(500);
  expect(saidMs).toBeLessThan(1_500);
  captioner.forget('g1');
  await waitFor('the end of the audio', WITHIN_MS, () => texts.at(-1) === '{"eof":1}');
});

test('realtime transcription: a session of the model, a turn of speech, its words at its moment', async () => {
  const server = await RealtimeServer.listen({ transcribe: async () => 'Hello there.' });
  closing.push(() => server.close());
  const options = { url: server.url, model: 'some-model', language: 'pt-BR', key: 'a key' };
  const { cues, captioner } = captionsBy(
    new RealtimeEngine({ ...options, clock: systemClock, log: silentLog }),
  );
  await speak(captioner, beep());
  await waitFor('a caption', WITHIN_MS, () => cues.length > 0);
  expect(server.sessions).toEqual([
    {
      authorization: 'Bearer a key',
      update: {
        type: 'transcription',
        audio: {
          input: {
            format: { type: 'audio/pcm', rate: 24_000 },
            transcription: { model: 'some-model', language: 'pt' },
            turn_detection: null,
          },
        },
      },
    },
  ]);
  // What the first answer had is shown by then.
  await waitFor('all words', WITHIN_MS, () => textsOf(cues).join(' ') === 'Hello there.');
  expect(Math.abs((cues[0]?.startMs ?? 0) - ANCHOR_MS - 1_000)).toBeLessThan(NEAR_MS);
  const [turn] = server.turns;
  // The tone, what was before it, and the pause by which its end is known.
  expect((turn?.length ?? 0) / 2 / 24_000).toBeCloseTo(1.2, 1);
});

test('realtime transcription: a microphone that is muted within a word ends its turn', async () => {
  const server = await RealtimeServer.listen({ transcribe: async () => 'Half' });
  closing.push(() => server.close());
  const engine = new RealtimeEngine({
    ...{ url: server.url, model: 'm', language: 'en', clock: systemClock, log: silentLog },
  });
  const { cues, captioner } = captionsBy(engine);
  await speak(captioner, beep().subarray(0, 1.4 * RATE_HZ));
  await waitFor('a caption', WITHIN_MS, () => cues.length > 0);
  expect(textsOf(cues)).toEqual(['Half']);
});

test('realtime transcription: a server that answers nothing is left, and asked again', async () => {
  const server = await RealtimeServer.listen({ transcribe: () => new Promise(() => undefined) });
  closing.push(() => server.close());
  const engine = new RealtimeEngine({
    ...{ url: server.url, model: 'm', language: 'en', clock: systemClock, log: silentLog },
  });
  const { cues, captioner } = captionsBy(engine);
  await speak(captioner, beep().subarray(0, RATE_HZ));
  for (let turn = 0; turn < 9; turn += 1) await speak(captioner, beep().subarray(RATE_HZ), 1);
  expect(server.turns).toHaveLength(8);
  const again = async () => {
    await speak(captioner, beep().subarray(0, 10 * PIECE));
    return server.sessions.length === 2;
  };
  await waitFor('another connection', WITHIN_MS, again);
  expect(cues).toEqual([]);
});

(isThere ? test : test.skip)(
  'realtime transcription: a voice is understood as it is sent',
  async () => {
    const server = await RealtimeServer.listen({ transcribe: (pcm) => sphinxOf(pcm, 24_000) });
    closing.push(() => server.close());
    const engine = new RealtimeEngine({
      ...{ url: server.url, model: 'm', language: 'en', clock: systemClock, log: silentLog },
    });
    const { cues, captioner } = captionsBy(engine);
    const silence = new Int16Array(RATE_HZ);
    await speak(captioner, Int16Array.from([...silence, ...(await spokenSamples(WORDS)), ...silence]), 10);
    const known = () => {
      const heard = new Set(textsOf(cues).join(' ').split(' '));
      return WORDS.split(' ').filter((word) => heard.has(word));
    };
    await waitFor('words to be heard', WITHIN_MS, () => known().length >= SOME_WORDS);
  },
  40_000,
);
