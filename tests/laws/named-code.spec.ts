import { describe, expect, test } from '@jest/globals';
import { namesOfCode } from './names-of-code.js';
import { obey } from './obey.js';
import { sourcesIn } from './sources.js';
import { documents, textsIn } from './texts.js';

const named = documents().flatMap(({ path, text }) => namesOfCode(text).map((name) => ({ path, name })));
const written = new Set(
  [
    ...sourcesIn('libs', 'apps', 'tests', 'infra', 'examples').filter(
      ({ path }) => !path.startsWith('tests/laws/'),
    ),
    ...textsIn('infra').filter(({ path }) => !path.endsWith('.md')),
  ].flatMap(({ text }) => text.match(/[A-Za-z_$][\w$]*/g) ?? []),
);

/** Of other programs: systemd, browsers, FFmpeg, socket.io. */
const OF_OTHERS = new Set(
  (
    'ExecStart ExecStartPre TimeoutStopSec WantedBy WorkingDirectory AmbientCapabilities ' +
    'setWebLifecycleState WebUI elementaryStreams socketsJoin'
  ).split(' '),
);

test('there is something to judge', () => {
  expect(named.length).toBeGreaterThan(300);
});

test('code that documents name is there', () => {
  const wrong = named.filter(({ name }) => !written.has(name) && !OF_OTHERS.has(name));
  obey(
    wrong.map(({ path, name }) => `${path} names ${name}`),
    'A reader looks for what a document names: call it as the code does now, or take it out.',
  );
});

test('every exception is still needed', () => {
  expect(
    [...OF_OTHERS].filter((name) => written.has(name) || !named.some((each) => each.name === name)),
  ).toEqual([]);
});

describe('names of code', () => {
  test.each([
    ['`FrameBound` limits; `stage.openPipe(send)`', ['FrameBound', 'openPipe']],
    ['```\nFront -> ShowLogWriter ~~ socket\n```', ['ShowLogWriter']],
    ['```ts\nconst myOwn = 1;\n```', []],
    ['FrameBound in prose, `npm run bench`, `PORT`, `rtp-packet`', []],
  ])('%j', (text, expected) => {
    expect(namesOfCode(text)).toEqual(expected);
  });
});
