import { expect, test } from '@jest/globals';
import { FIRST_STATE, type ViewerState } from '../viewer-state.js';
import { cmcdRow } from './cmcd-row.js';
import { ViewingLog } from './viewing-log.js';

const playing: ViewerState = { ...FIRST_STATE, phase: 'playing', latencyS: 0.9 };
const create = () => new ViewingLog({ showId: 'show_1', sessionId: 'one' });
/** Of each row what is not the same in all. */
const rowsOf = (log: ViewingLog) =>
  log.take().map((row) => row.replaceAll(/(cid|sid)="[^"]*",|sf=h,|st=l,|,ts=\d+|,v=2/g, ''));

test('a row has its keys in order, words bare and texts quoted', () => {
  expect(cmcdRow({ sta: 'p', e: 't', ltc: 900.4, cid: 'a "b"', ec: ['x', 'y'], h: undefined })).toBe(
    'cid="a \\"b\\"",e=t,ec=("x" "y"),ltc=900,sta=p',
  );
});

test('the start counts once, from when the show could be played', () => {
  const log = create();
  log.changed(FIRST_STATE, 0, 0);
  log.changed({ ...FIRST_STATE, phase: 'waiting' }, 100, 0);
  log.changed(FIRST_STATE, 60_000, 0);
  log.changed(playing, 60_700, 0);
  log.changed({ ...playing, phase: 'paused' }, 61_000, 0);
  log.changed(playing, 62_000, 0);
  expect(rowsOf(log)).toEqual(['e=ps,msd=700,sta=p']);
});

test('a wait is a stall where the player counts one; a jump is none', () => {
  const log = create();
  log.changed(playing, 0, 0);
  log.changed({ ...playing, buffering: true }, 1_000, 0);
  log.changed(playing, 1_450, 0);
  log.changed({ ...playing, buffering: true }, 1_600, 0);
  log.changed(playing, 1_650, 0);
  log.sample({ ...playing, stalls: 1 }, 2_000, 0);
  expect(rowsOf(log)).toEqual(['bsd=450,e=ps,sta=p', 'e=t,ltc=900,proscenium-played=2000,sta=p']);
  log.sample({ ...playing, stalls: 1, isLive: false }, 2_000, 0);
  expect(rowsOf(log)).toEqual(['e=t,proscenium-played=2000,sta=p']);
});

test('a fault counts once, the bitrate and the other host are in each row, and what waits is bounded', () => {
  const log = create();
  log.changed({ ...playing, fault: 'network' }, 0, 0);
  log.changed({ ...playing, fault: 'network', volume: 0.5 }, 1, 0);
  const qualities = [{ index: 2, heightPx: 720, bitsPerSecond: 2_500_000 }];
  const state = { ...playing, qualities, playingQuality: 2, mediaHost: 'edge1.example.org' };
  log.changed(state, 2, 0);
  log.sample(state, 2_000, 0);
  expect(rowsOf(log)).toEqual([
    'e=e,ec=("network"),h="edge1.example.org",sta=r',
    'br=2500,e=t,h="edge1.example.org",ltc=900,proscenium-played=2000,sta=p',
  ]);
  for (let index = 0; index < 200; index += 1) log.sample(playing, 2_000, 0);
  expect(log.take()).toHaveLength(50);
});
