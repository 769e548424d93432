import { expect, test } from '@jest/globals';
import { CaptionTracks } from './caption-tracks.js';

interface Cue {
  id: string;
  text: string;
  startTime: number;
  line?: number | 'auto';
}

class FakeTrack {
  mode = 'disabled';
  list: Cue[] = [];
  constructor(
    readonly label: string,
    readonly language: string,
    readonly kind = 'captions',
  ) {}

  get cues() {
    if (this.mode === 'disabled') return null;
    return Object.assign([...this.list], {
      getCueById: (id: string) => this.list.find((cue) => cue.id === id) ?? null,
    });
  }

  addCue(cue: Cue): void {
    this.list.push(cue);
  }

  removeCue(cue: Cue): void {
    this.list = this.list.filter((other) => other !== cue);
  }
}

class FakeVideo {
  readonly textTracks: FakeTrack[] = [];

  addTextTrack(_kind: string, label: string, language: string): FakeTrack {
    const track = new FakeTrack(label, language);
    this.textTracks.push(track);
    return track;
  }
}

function setUp() {
  const video = new FakeVideo();
  const tracks = new CaptionTracks(video as never);
  tracks.offer([{ index: 0, language: 'en', name: 'English' }]);
  const put = (...cues: Cue[]) => tracks.put(0, cues as never);
  const texts = () => video.textTracks[0]?.list.map(({ text }) => text);
  return { video, tracks, put, texts };
}

test('a correction takes the place of its cue, and one that was taken back goes', () => {
  const { put, texts } = setUp();
  put({ id: 'a', text: '<v Bo>wreck a nice', startTime: 1 }, { id: 'b', text: 'beach', startTime: 2 });
  put({ id: 'a', text: '<v Bo>recognize', startTime: 1 }, { id: 'b', text: '<v Bo>', startTime: 2 });
  expect(texts()).toEqual(['<v Bo>recognize']);
});

test('the same cue in the next segment is the same', () => {
  const { put, video } = setUp();
  const first = { id: 'a', text: 'x', startTime: 1 };
  put(first);
  put({ ...first });
  expect(video.textTracks[0]?.list[0]).toBe(first);
});

test('another player on the same element uses the same tracks, and long past cues go', () => {
  const { video, tracks, put } = setUp();
  for (let n = 0; n < 600; n += 1) put({ id: `${n}`, text: 'x', startTime: n });
  expect(video.textTracks[0]?.list).toHaveLength(500);
  tracks.close();
  const next = new CaptionTracks(video as never);
  next.offer([{ index: 0, language: 'en', name: 'English' }]);
  expect(video.textTracks).toHaveLength(1);
  expect(video.textTracks[0]?.list).toEqual([]);
  next.show(0);
  expect(video.textTracks[0]?.mode).toBe('showing');
});

test('cues lie where the viewer wants them', () => {
  const { tracks, put, video } = setUp();
  put({ id: 'a', text: 'x', startTime: 1 });
  tracks.place(true);
  put({ id: 'b', text: 'y', startTime: 2 });
  expect(video.textTracks[0]?.list.map(({ line }) => line)).toEqual([1, 1]);
});
