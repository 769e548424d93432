import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { silentLog, systemClock } from '#kernel';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { BoundedClassifier } from './bounded-classifier.js';
import { CommandJudge } from './command-judge.js';
import { type ClassifierSettings, openClassifier } from './open-classifier.js';

const LINE = { showId: 's', text: 'hello', name: 'Ada', role: 'viewer' as const };
const PLAIN: ClassifierSettings = { timeoutMs: 60_000, failure: 'hold' };
const closing: (() => Promise<unknown> | unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const open = (settings: Partial<ClassifierSettings>) => {
  const classifier = openClassifier({ ...PLAIN, ...settings }, { clock: systemClock, log: silentLog });
  if (classifier === undefined) throw new Error('no classifier');
  closing.push(() => classifier.close());
  return classifier;
};
const command = (script: string) => open({ command: `${process.execPath} -e ${script.replaceAll(' ', '')}` });

async function service(answer: (body: string) => { status?: number; text: string }): Promise<string> {
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => {
      body += piece;
    });
    request.on('end', () => {
      const { status = 200, text } = answer(body);
      response.writeHead(status).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/judge`;
}

test('none is set up', () => {
  expect(openClassifier(PLAIN, { clock: systemClock, log: silentLog })).toBeUndefined();
});

test('a service is given the line and its author, and judges it', async () => {
  const heard: string[] = [];
  const url = await service((body) => {
    heard.push(body);
    return { text: '{"action":"hide","score":0.7}' };
  });
  expect(await open({ url }).classify(LINE)).toBe('hide');
  expect(heard.map((each) => JSON.parse(each))).toEqual([LINE]);
});

test.each([
  ['another status', { status: 500, text: '{"action":"allow"}' }],
  ['no JSON', { text: 'yes' }],
  ['an action that nobody knows', { text: '{"action":"burn"}' }],
  ['an endless answer', { text: ' '.repeat(100_000) }],
])('a service with %s counts as failed', async (_what, answer) => {
  const classifier = open({ url: await service(() => answer) });
  expect(await classifier.classify(LINE)).toBe('hold');
});

test('a service that is not there lets everything through where the site wants that', async () => {
  const url = await service(() => ({ text: '' }));
  for (const close of closing.splice(0)) await close();
  expect(await open({ url, failure: 'allow' }).classify(LINE)).toBe('allow');
});

test('a program judges line by line, in order', async () => {
  const classifier = command(
    "require('readline').createInterface(process.stdin).on('line',l=>console.log(JSON.stringify({action:JSON.parse(l).text})))",
  );
  const texts = ['allow', 'hide', 'hold', 'refuse', 'nonsense'];
  const actions = await Promise.all(texts.map((text) => classifier.classify({ ...LINE, text })));
  expect(actions).toEqual(['allow', 'hide', 'hold', 'refuse', 'hold']);
});

test('an endless answer of a program is that of its own line, not of the next one', async () => {
  const classifier = command(
    "require('readline').createInterface(process.stdin).on('line',l=>console.log(JSON.stringify({action:'hide',why:JSON.parse(l).text==='long'?'x'.repeat(40000):''})))",
  );
  const actions = await Promise.all(['long', 'short'].map((text) => classifier.classify({ ...LINE, text })));
  expect(actions).toEqual(['hold', 'hide']);
});

test('a program that reads and never answers keeps a bounded number of lines waiting', async () => {
  const judge = new CommandJudge({
    command: [process.execPath, '-e', 'process.stdin.resume()'],
    clock: systemClock,
    log: silentLog,
  });
  const asked = Array.from({ length: 1_025 }, () => judge.ask(LINE).catch(({ message }: Error) => message));
  expect(await asked.at(-1)).toBe('the classifier does not answer');
  await judge.close();
  expect(await asked[0]).toBe('the classifier ended');
});

test('a program that ends counts as failed, and is not started for every line', async () => {
  const classifier = command('process.exit(1)');
  expect(await classifier.classify(LINE)).toBe('hold');
  expect(await classifier.classify(LINE)).toBe('hold');
});

test('no answer in time counts as failed, and the asking is given up', async () => {
  const clock = new ManualClock();
  let given: AbortSignal | undefined;
  const ask = (_line: unknown, signal: AbortSignal) => {
    given = signal;
    return new Promise<never>(() => undefined);
  };
  const classifier = new BoundedClassifier({ ask, timeoutMs: 1_000, failure: 'hold', clock, log: silentLog });
  const judged = classifier.classify(LINE);
  clock.advance(1_000);
  expect(await judged).toBe('hold');
  expect(given?.aborted).toBe(true);
});

test('more than it can take at once count as failed', async () => {
  const clock = new ManualClock();
  const ask = () => new Promise<never>(() => undefined);
  const classifier = new BoundedClassifier({
    ask,
    timeoutMs: 1_000,
    failure: 'allow',
    clock,
    log: silentLog,
  });
  const all = Array.from({ length: 65 }, () => classifier.classify(LINE));
  expect(await all.at(-1)).toBe('allow');
  clock.advance(1_000);
  expect(new Set(await Promise.all(all))).toEqual(new Set(['allow']));
});
