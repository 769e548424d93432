import { expect, test } from '@jest/globals';
import { SpeechTurns } from './speech-turns.js';

/** 40 ms, as the programme gives it. */
const PIECE = 640;

function turns() {
  const told: string[] = [];
  const sent: number[] = [];
  let count = 0;
  const speech = new SpeechTurns({
    began: (atSeconds) => told.push(`began ${atSeconds.toFixed(2)}`),
    audio: ({ length }) => {
      count += length;
    },
    ended: (atSeconds) => {
      told.push(`ended ${atSeconds.toFixed(2)}`);
      sent.push(count / 16_000);
      count = 0;
    },
  });
  const hear = (seconds: number, loud: number) => {
    for (let at = 0; at < seconds * 25; at += 1) speech.hear(new Int16Array(PIECE).fill(loud));
  };
  return { speech, told, sent, hear };
}

test('silence is left out but for what is around speech; seconds count it', () => {
  const { told, sent, hear } = turns();
  hear(10, 20);
  hear(1, 9_000);
  hear(10, 20);
  hear(0.4, 9_000);
  hear(2, 20);
  expect(told).toEqual(['began 9.72', 'ended 11.00', 'began 20.72', 'ended 21.40']);
  expect(sent.map((seconds) => seconds.toFixed(2))).toEqual(['1.68', '1.08']);
});

test('a pause within a sentence ends no turn, and who makes no pause is cut', () => {
  const { told, hear } = turns();
  hear(1, 9_000);
  hear(0.3, 20);
  hear(23, 9_000);
  expect(told).toEqual(['began 0.00', 'ended 12.00', 'began 12.00', 'ended 24.00', 'began 24.00']);
});

test('what is ended by hand begins again with what is loud next', () => {
  const { speech, told, hear } = turns();
  hear(1, 9_000);
  speech.end();
  speech.end();
  hear(1, 9_000);
  expect(told).toEqual(['began 0.00', 'ended 1.00', 'began 1.00']);
  expect(speech.givenSeconds).toBe(2);
});
