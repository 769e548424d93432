import { systemClock } from '#kernel';
import { freePort } from '../../support/kernel/free-port.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { median } from '../../support/meters/statistics.js';
import { RtmpSink } from '../../support/players/rtmp-sink.js';
import { SrtSink } from '../../support/players/srt-sink.js';
import type { ApiClient } from '../../support/server/api-client.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';
import { DefaultShow } from '../stage/default-show.js';
import { FilmSender } from '../stage/film-sender.js';

const ROUNDS = { quick: 2, full: 8 } as const;
const KEY = 'a-key';
const PASSPHRASE = 'a-passphrase-that-is-long';
/** The bound of each wait: a target that takes longer fails the run. */
const WITHIN_MS = 20_000;
/** Both are part of what is measured, and not a wait for something: so long the target hangs, and then is away. */
const HANGS_FOR_MS = 2_000;
/** Attempts are as far apart after this as they become. */
const STAYS_AWAY_FOR_MS = 5_000;

type Sink = RtmpSink | SrtSink;

const firstFrame = (sink: Sink) =>
  sink.frames.until('a frame of video', WITHIN_MS, (all) => all.find(({ kind }) => kind === 'video'));

interface Target {
  name: string;
  url: string;
  open(): Sink;
}

/** From the return of a target that hung, died and was away, to its first frame of video. */
async function returnOnce(owner: ApiClient, showId: string, { name, open }: Target, sink: Sink) {
  const isRetrying = async () => {
    const { body } = await owner.get(`/shows/${showId}/outputs`);
    return body.items.some(
      (each: { name: string; state: string }) => each.name === name && each.state === 'retrying',
    );
  };
  sink.hang();
  await systemClock.sleep(HANGS_FOR_MS);
  await sink.kill();
  await waitFor('the loss to be known', WITHIN_MS, isRetrying);
  await systemClock.sleep(STAYS_AWAY_FOR_MS);
  const returnedMs = systemClock.monotonicMs();
  const back = open();
  const { atMs } = await firstFrame(back);
  return { back, tookMs: atMs - returnedMs };
}

async function returns(bench: Bench, owner: ApiClient, showId: string, target: Target): Promise<number[]> {
  let sink = target.open();
  bench.lifetime.adopt(async () => void (await sink.kill()));
  const { name, url } = target;
  const { status, body } = await owner.post(`/shows/${showId}/outputs`, { name, url, key: KEY });
  if (status !== 201) throw new Error(`no output: ${status} ${JSON.stringify(body)}`);
  await firstFrame(sink);
  const took: number[] = [];
  for (let round = 1; round <= ROUNDS[bench.mode]; round += 1) {
    bench.progress(`${name} returns, ${round} of ${ROUNDS[bench.mode]}`);
    const { back, tookMs } = await returnOnce(owner, showId, target, sink);
    sink = back;
    took.push(tookMs);
  }
  return took;
}

async function run(bench: Bench): Promise<ScenarioRun> {
  const show = await DefaultShow.open(bench.lifetime, { PROSCENIUM_ALLOW_PRIVATE_OUTPUTS: 'true' });
  await show.bringHost(FilmSender.start);
  await show.goLive();
  const { owner, showId } = show;
  const [rtmpPort, srtPort] = [await freePort(), await freePort()];
  const rtmp = await returns(bench, owner, showId, {
    name: 'RTMP',
    url: `rtmp://127.0.0.1:${rtmpPort}/live`,
    open: () => new RtmpSink(rtmpPort, `live/${KEY}`),
  });
  const srt = await returns(bench, owner, showId, {
    name: 'SRT',
    url: `srt://127.0.0.1:${srtPort}?passphrase=${PASSPHRASE}`,
    open: () => new SrtSink(srtPort, PASSPHRASE),
  });
  return {
    figures: {
      rtmpMedianMs: median(rtmp),
      rtmpLongestMs: Math.max(...rtmp),
      srtMedianMs: median(srt),
      srtLongestMs: Math.max(...srt),
    },
  };
}

export const scenario: Scenario = {
  name: 'restream-return',
  title: 'A restream target that hung, died and returns',
  explains:
    'A local RTMP and a local SRT target (FFmpeg) hang for two seconds, are killed, are away for five more and are started again. From the start of the target to the first frame of video in it. The show that comes with a fresh server, with a host on stage, on the same machine.',
  figures: [
    { key: 'rtmpMedianMs', title: 'RTMP: started to first frame, median', unit: 'ms' },
    {
      key: 'rtmpLongestMs',
      title: 'RTMP: started to first frame, longest',
      unit: 'ms',
      goal: { atMost: 2_000 },
    },
    { key: 'srtMedianMs', title: 'SRT: started to first frame, median', unit: 'ms' },
    {
      key: 'srtLongestMs',
      title: 'SRT: started to first frame, longest',
      unit: 'ms',
      goal: { atMost: 2_000 },
    },
  ],
  runs: { quick: 1, full: 1 },
  run,
};
