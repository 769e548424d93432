// People come, go, mute, turn their cameras off and the host tries every layout: the programme has no seam.
// Real: worker thread, FFmpeg, its encoders, Opus. Made up: the participants.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { LayoutInput } from '#compositor';
import { systemClock } from '#kernel';
import { seededRandom } from '../support/seeded-random.js';
import { cameraTrack, microphoneTrack, opusUnits, plain, vp8Units } from '../support/stage/guests.js';
import { ProgrammeUnderTest, SMALL_RUNG } from '../support/stage/programme-under-test.js';
import { decodePictures, decodeSound, type RecordedEpoch } from '../support/stage/recording-sink.js';
import type { SentUnit, SyntheticTrack } from '../support/stage/synthetic-track.js';

const TURNS = 14;
const EVERY_MS = 700;
const KINDS: NonNullable<LayoutInput['kind']>[] = ['grid', 'spotlight', 'side-by-side', 'solo', 'auto'];

let show: ProgrammeUnderTest;
let ticks = 0;

class Crowd {
  readonly #picture: SentUnit[];
  readonly #sound: SentUnit[];
  readonly #people = new Map<string, SyntheticTrack[]>();
  #joined = 0;

  constructor(picture: SentUnit[], sound: SentUnit[]) {
    this.#picture = picture;
    this.#sound = sound;
  }

  get size(): number {
    return this.#people.size;
  }

  async join(): Promise<void> {
    this.#joined += 1;
    const id = `guest-${this.#joined}`;
    const tracks = [cameraTrack(id, this.#picture), microphoneTrack(id, this.#sound)];
    this.#people.set(id, tracks);
    for (const track of tracks) await show.programme.addTrack(track);
    show.programme.seat({ id, name: id });
  }

  leave(): void {
    const [first] = this.#people;
    if (!first) return;
    for (const track of first[1]) track.end();
    show.programme.unseat(first[0]);
    this.#people.delete(first[0]);
  }

  toggle(isOff: boolean): void {
    for (const [id, tracks] of this.#people) {
      show.programme.updateSeat(id, { muted: isOff, cameraOff: isOff });
      for (const track of tracks) track.pause(isOff);
    }
  }
}

beforeAll(async () => {
  const [picture, sound] = await Promise.all([vp8Units(plain('0xfe0000')), opusUnits('sine=f=440', 2)]);
  show = await ProgrammeUnderTest.create();
  show.programme.setLayout({ background: '#303030' });
  const random = seededRandom(7);
  const below = (limit: number) => Math.floor(random() * limit);
  const crowd = new Crowd(picture, sound);
  const acts = [
    () => crowd.join(),
    async () => crowd.leave(),
    async () => crowd.toggle(true),
    async () => crowd.toggle(false),
    async () =>
      show.programme.setLayout({ kind: KINDS[below(KINDS.length)] ?? 'auto', background: '#303030' }),
  ];
  await crowd.join();
  for (let turn = 0; turn < TURNS; turn += 1) {
    await (crowd.size < 2 ? crowd.join() : acts[below(acts.length)]?.());
    await systemClock.sleep(EVERY_MS);
  }
  ticks = (await show.run(1)).ticks;
  await show.close();
}, 60_000);

afterAll(() => show.close());

test('there is one epoch of picture and sound, and a picture for every tick', async () => {
  const [picture, ...more] = show.sink.of(SMALL_RUNG) as [RecordedEpoch, ...RecordedEpoch[]];
  expect(more).toEqual([]);
  expect(show.sink.of('audio')).toHaveLength(1);
  const pictures = await decodePictures(picture, 32, 18);
  const end = picture.start.units + pictures.count;
  expect(end).toBeGreaterThanOrEqual(ticks);
  const [sound] = show.sink.of('audio') as [RecordedEpoch];
  const samples = await decodeSound(sound);
  // Both were fed by the same ticks; an encoder's last packet rounds up.
  expect(Math.abs((sound.start.units + samples.length) / 48_000 - end / 30)).toBeLessThan(0.1);
});

test('no picture is black', async () => {
  const pictures = await decodePictures(show.sink.of(SMALL_RUNG)[0] as RecordedEpoch, 32, 18);
  const black = Array.from({ length: pictures.count }, (_, index) => index).filter((index) =>
    [8, 16, 24].every((x) => Math.max(...pictures.rgb(index, x, 9)) < 24),
  );
  expect(black).toEqual([]);
});
