import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Child, systemClock } from '#kernel';
import type { MediaPlaylist } from '#media';
import { Findings } from '../conformance/hls/hls-finding.js';
import { HlsHistory } from '../conformance/hls/hls-history-rules.js';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';

const root = join(import.meta.dirname, '..', '..');
const LIVES = 4;
const STATES_A_LIFE = 12;

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

/** Runs until so many states were said, then kills it without a goodbye. */
async function live(): Promise<MediaPlaylist[]> {
  const child = new Child({
    name: 'packager',
    command: process.execPath,
    args: [
      '--import',
      './infra/bootstrap/typescript.mjs',
      'tests/support/packager/packager-process.ts',
      folder.path,
    ],
    cwd: root,
    clock: systemClock,
  });
  const states: MediaPlaylist[] = [];
  let rest = '';
  for await (const piece of child.stdout.setEncoding('utf8')) {
    const lines = `${rest}${piece}`.split('\n');
    // It may be killed in the middle of a line.
    rest = lines.pop() ?? '';
    states.push(...lines.map((line) => JSON.parse(line) as MediaPlaylist));
    if (states.length >= STATES_A_LIFE) child.signal('SIGKILL');
  }
  expect(await child.exited).toMatchObject({ kind: 'killed', signal: 'SIGKILL' });
  return states;
}

test('killed again and again, nothing that was said is taken back', async () => {
  const findings = new Findings();
  const history = new HlsHistory('v', findings);
  let last: MediaPlaylist | undefined;
  for (let life = 0; life < LIVES; life += 1) {
    const states = await live();
    expect(states.length).toBeGreaterThanOrEqual(STATES_A_LIFE);
    // What grew when the process died is a gap now; its parts are gone, and that is said.
    const lost = findings.rules.length;
    for (const state of states)
      history.next({ ...state, segments: state.segments.map((each) => ({ ...each, parts: [] })) });
    expect(findings.all.slice(lost).filter((finding) => !finding.rule.startsWith('hint'))).toEqual([]);
    last = states.at(-1);
  }
  expect(last?.mediaSequence).toBe(1);
  expect(last?.segments.filter((segment) => segment.discontinuity)).toHaveLength(LIVES - 1);
});
