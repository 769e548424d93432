import { describe, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { printMediaPlaylist, printMultivariantPlaylist } from '#media';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { FakeEncoder } from '../../../../tests/support/packager/fake-encoder.js';
import { Packager } from '../packager.js';
import { PROFILES, type ProfileName } from '../profile.js';
import { packagerStateSchema } from './snapshot-schema.js';

type Entry = (packager: Packager) => void;

const ANCHOR_MS = 1_700_000_000_000;
const IDS = ['v720', 'v360', 'a'];
const ALL_IDS = [...IDS, 'captions-en'];
const STEP_SECONDS = 0.1;

/** The same numbers for the same seed: a failure can be had again. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

class RandomLog {
  readonly entries: Entry[] = [];
  readonly #random: (below: number) => number;
  readonly #runs = new Map<string, { number: number; startSeconds: number; encoder: FakeEncoder }>();
  #newest = 0;

  constructor(seed: number, seconds: number) {
    this.#random = randomOf(seed);
    for (const id of IDS) this.#open(id, 0, false);
    for (let at = STEP_SECONDS; at < seconds; at += STEP_SECONDS) this.#step(Math.round(at * 10) / 10);
    if (this.#random(2) === 0) this.entries.push((packager) => packager.end());
  }

  #step(seconds: number): void {
    for (const id of IDS) {
      const run = this.#runs.get(id);
      if (!run) {
        if (this.#random(8) === 0) this.#open(id, seconds, this.#random(2) === 0);
        continue;
      }
      if (this.#random(90) === 0) this.#close(id, run.number);
      else if (this.#random(120) === 0) this.#open(id, seconds, this.#random(3) > 0);
      else this.#feed(id, seconds);
    }
    if (this.#random(40) === 0) this.#timed(seconds);
    if (this.#random(5) === 0) this.#say(seconds);
    if (this.#random(150) === 0) this.entries.push((packager) => packager.withdraw('v360'));
    if (this.#random(300) === 0) {
      const run = this.#runs.get('v720');
      if (run)
        this.entries.push((packager) => packager.bytes('v720', run.number, Buffer.from('this is no box')));
    }
  }

  #open(renditionId: string, startSeconds: number, continues: boolean): void {
    this.#newest += 1;
    const number = this.#newest;
    const kind = renditionId === 'a' ? 'audio' : 'video';
    const encoder = new FakeEncoder(kind === 'audio' ? { kind } : { kind, framesPerFragment: 3, gop: 15 });
    const perSecond = kind === 'audio' ? 48_000 : 30;
    const units = Math.round(startSeconds * perSecond);
    this.#runs.set(renditionId, { number, startSeconds, encoder });
    const start = { units, perSecond };
    this.entries.push((packager) => packager.runOpened({ renditionId, run: number, start, continues }));
    this.#bytes(renditionId, number, encoder.init);
  }

  #timed(seconds: number): void {
    const atMs = ANCHOR_MS + seconds * 1_000;
    const id = `poll-${this.#random(6)}`;
    const endMs = this.#random(2) === 0 ? undefined : atMs + 2_000;
    const range = { id, class: 'poll', startMs: atMs, endMs, values: { TITLE: 'Which?' } };
    if (this.#random(2) === 0) this.entries.push((packager) => packager.timed({ kind: 'range', range }));
    else this.entries.push((packager) => packager.timed({ kind: 'metadata', number: 1, atMs, text: 'goal' }));
  }

  /** Some cues come again under their id, late or taken back. */
  #say(seconds: number): void {
    const startMs = ANCHOR_MS + (seconds - this.#random(4)) * 1_000;
    const words = Array.from({ length: this.#random(4) }, (_, at) => ({
      atMs: startMs + at * 250,
      text: `word ${at}`,
    }));
    const cue = { id: `c${this.#random(30)}`, startMs, endMs: startMs + 1_500, words };
    const language = this.#random(3) === 0 ? 'ko' : 'en';
    this.entries.push((packager) => packager.timed({ kind: 'cue', language, cue }));
  }

  #close(renditionId: string, number: number): void {
    this.#runs.delete(renditionId);
    this.entries.push((packager) => packager.runClosed(renditionId, number));
  }

  #feed(id: string, seconds: number): void {
    const run = this.#runs.get(id);
    while (run && run.startSeconds + run.encoder.seconds < seconds)
      this.#bytes(id, run.number, run.encoder.fragment());
  }

  #bytes(id: string, number: number, bytes: Buffer): void {
    this.entries.push((packager) => packager.bytes(id, number, bytes));
  }
}

const open = (profile: ProfileName, seed: number) =>
  Packager.create({
    showId: 'show_1',
    renditions: [
      { id: 'v720', kind: 'video', width: 1280, height: 720, frameRate: 30, targetBitrate: 2_000_000 },
      { id: 'v360', kind: 'video', width: 640, height: 360, frameRate: 30, targetBitrate: 600_000 },
      { id: 'a', kind: 'audio', targetBitrate: 128_000 },
      { id: 'captions-en', kind: 'subtitles', language: 'en', name: 'English', targetBitrate: 1_000 },
    ],
    profile: PROFILES[profile],
    anchorWallMs: ANCHOR_MS,
    clock: new ManualClock(ANCHOR_MS),
    log: silentLog,
    random: (length) => Buffer.alloc(length, seed),
  });

/** Over the wire: what JSON and the schema keep. */
function copyOf(packager: Packager): Packager {
  const { state, bytes } = packager.snapshot();
  const received = packagerStateSchema.parse(JSON.parse(JSON.stringify(state)));
  return Packager.restore({ state: received, bytes }, { clock: new ManualClock(0), log: silentLog });
}

/** All that viewers can see: texts, and the bytes behind every name in them. */
function visibleOf(packager: Packager): Record<string, string> {
  const visible: Record<string, string> = {
    multivariant: printMultivariantPlaylist(packager.multivariant()),
    phase: packager.phase,
    given: ALL_IDS.map((id) => packager.isGivenUp(id)).join(),
  };
  for (const id of ALL_IDS) {
    const playlist = packager.playlist(id);
    if (!playlist) continue;
    visible[id] = printMediaPlaylist(playlist);
    const segments = [...playlist.segments, ...(playlist.open ? [{ ...playlist.open, uri: '' }] : [])];
    const names = segments.flatMap(({ uri, mapUri, parts }) => [
      uri,
      mapUri,
      ...parts.map((each) => each.uri),
    ]);
    for (const name of new Set(names)) {
      const medium = packager.media(id, name);
      visible[`${id} ${name}`] = Buffer.isBuffer(medium) ? medium.toString('base64') : String(medium);
    }
  }
  return visible;
}

describe.each<ProfileName>(['low', 'ultra', 'standard'])('a replica of the %s profile', (profile) => {
  test.each([1, 2, 3, 4, 5, 6])('restored anywhere in random log %i it publishes the same', (seed) => {
    const { entries } = new RandomLog(seed, 50);
    const whole = open(profile, seed);
    const copies: Packager[] = [];
    const every = Math.ceil(entries.length / 12);
    for (const [index, entry] of entries.entries()) {
      entry(whole);
      for (const copy of copies) entry(copy);
      if (index % every === seed % every) {
        copies.push(copyOf(whole));
        // A copy of a copy, too.
        if (copies.length === 4) copies.push(copyOf(copies[0] as Packager));
      }
      if (index % every !== 0) continue;
      const expected = visibleOf(whole);
      for (const copy of copies) expect(visibleOf(copy)).toEqual(expected);
    }
    const expected = visibleOf(whole);
    for (const copy of copies) expect(visibleOf(copy)).toEqual(expected);
    expect(copies.length).toBeGreaterThan(10);
    expect(Object.keys(expected).length).toBeGreaterThan(20);
  });
});
