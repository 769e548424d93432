// Real here: media workers, the pipe between them, and the way of an encoder's H.264 from its tags to RTP. No FFmpeg, no programme.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Lifetime, silentLog, systemClock } from '#kernel';
import { lengthPrefixed } from '#media';
import { type Stage, StageInput } from '#stage';
import { FlvFeed } from '../../libs/ingest/src/feed/flv-feed.js';
import { RtpRelay } from '../../libs/ingest/src/feed/rtp-relay.js';
import { FLV_TYPE } from '../../libs/ingest/src/flv/flv.js';
import { avcHeader } from '../../libs/ingest/src/testing/avc-header.js';
import { PipedStage } from '../support/stage/piped-stage.js';
import { OutboxLog, openStages } from '../support/stage/stages-under-test.js';

const DEADLINE_MS = 20_000;
const FRAME_MS = 33;
/** The last byte of each frame. */
const [KEY, INTER] = [1, 2];

let lifetime: Lifetime;
let stage: Stage;
let piped: PipedStage;
let input: StageInput;
let feed: FlvFeed;

beforeEach(async () => {
  lifetime = new Lifetime();
  const stages = await openStages(new OutboxLog(), { workers: 1 });
  lifetime.adopt(() => stages.close());
  stage = await stages.openStage('show_1');
  piped = await PipedStage.create(stage);
  lifetime.adopt(() => piped.close());
  const who = { inputId: 'input_1', sessionId: 'session_1', name: 'OBS' };
  input = await StageInput.open({ stage, ...who, clock: systemClock });
  await input.place(true);
  const relay = await RtpRelay.open(systemClock);
  lifetime.adopt(() => relay.close());
  feed = new FlvFeed({
    name: 'of a test',
    ffmpeg: (args) => ({ command: 'ffmpeg', args }),
    clock: systemClock,
    log: silentLog,
    wants: (kinds) =>
      void input.openPlain(kinds).then((target) => {
        relay.setTarget(target);
        feed.start({ ...target, port: relay.port, send: (packet) => relay.send(packet) });
      }),
    note: () => undefined,
    failed: () => undefined,
  });
  relay.onKeyFrameWanted(() => feed.repeatKeyFrame());
  lifetime.adopt(() => feed.close());
});
afterEach(() => lifetime.close('the test is over'));

/** One key frame and no other: what comes after it is of no use to who does not get that one. */
function sendFrames(): void {
  feed.push(FLV_TYPE.video, 0, avcHeader());
  let sent = 0;
  const stop = systemClock.every(FRAME_MS, () => {
    const isKey = sent === 0;
    const nal = Buffer.alloc(900, isKey ? KEY : INTER);
    nal[0] = isKey ? 0x65 : 0x41;
    const head = Buffer.from([isKey ? 0x17 : 0x27, 1, 0, 0, 0]);
    feed.push(FLV_TYPE.video, sent * FRAME_MS, Buffer.concat([head, lengthPrefixed([nal])]));
    sent += 1;
  });
  lifetime.adopt(stop);
}

const firstOf = (line: string) =>
  piped.log.lines.until(line, DEADLINE_MS, (all) => {
    const at = all.indexOf(line);
    return at < 0 ? undefined : { at, all };
  });

test('a programme that is made ready after the first key frame gets it, and what came since', async () => {
  stage.events.on('track-added', (track) => piped.pipe.add(track));
  sendFrames();
  const { at, all } = await firstOf(`camera packet ${KEY}`);
  // Nothing that needs the key frame comes before it.
  expect(all.slice(0, at)).not.toContain(`camera packet ${INTER}`);
  await firstOf(`camera packet ${INTER}`);
});
