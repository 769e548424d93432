import { LatencyController } from './latency-controller.js';

export interface SimulatedNetwork {
  partS: number;
  /** Seconds from the end of a part at the encoder to its arrival here, for part number n. */
  delayS(n: number): number;
  minutes: number;
  /** No part arrives between them; the queued parts arrive at the end, one after the other. */
  cut?: { fromS: number; toS: number; pieceS?: number };
  /** The viewer comes while the show runs: the open segment is there already and comes first, piece by piece. */
  joinsAtS?: number;
  /** What the viewer's monotonic clock shows at the start. */
  clockStartMs?: number;
}

export interface Watched {
  stalls: number;
  stalledS: number;
  jumps: number;
  rates: number[];
  /** True distance behind the encoder, ten a second. */
  latencyS: number[];
  /** When the first of them was taken. */
  firstAtS: number;
}

const STEP_S = 0.02;
const DECIDE_EVERY = 5;
const RESUME_WITH_S = 0.1;
const SEGMENT_S = 2;
const BEGIN_WITH_S = 0.3;
const JOINS_AT_S = 10.3;
/** How fast the pieces of the past come. */
const PIECE_S = 0.03;

/** A player with a buffer and a playhead behind a simulated network. */
export function watchOver(network: SimulatedNetwork): Watched {
  const controller = new LatencyController();
  const startMs = network.clockStartMs ?? 1_000;
  const arrivals = arrivalTimes(network);
  const seen: Watched = { stalls: 0, stalledS: 0, jumps: 0, rates: [], latencyS: [], firstAtS: 0 };
  let [next, bufferedEndS, playheadS, rate, isStalled] = [0, 0, 0, 1, true];
  let isStarted = false;
  for (let step = 0; step * STEP_S < network.minutes * 60; step += 1) {
    const nowS = step * STEP_S;
    const nowMs = startMs + nowS * 1_000;
    while ((arrivals[next] ?? Number.POSITIVE_INFINITY) <= nowS) {
      next += 1;
      bufferedEndS = next * network.partS;
      controller.arrived(nowMs, bufferedEndS);
    }
    // Like the engine: begin a little more than a part behind the edge.
    if (
      !isStarted &&
      nowS > (network.joinsAtS ?? JOINS_AT_S) &&
      bufferedEndS >= nowS - network.partS - BEGIN_WITH_S
    ) {
      isStarted = true;
      seen.firstAtS = nowS;
      playheadS = Math.max(0, nowS - network.partS - BEGIN_WITH_S);
    }
    if (!isStarted) continue;
    if (isStalled && bufferedEndS - playheadS >= RESUME_WITH_S) isStalled = false;
    if (isStalled) seen.stalledS += STEP_S;
    else playheadS += STEP_S * rate;
    if (!isStalled && playheadS >= bufferedEndS) {
      playheadS = bufferedEndS;
      isStalled = true;
      seen.stalls += 1;
      controller.stalled(nowMs);
    }
    if (step % DECIDE_EVERY !== 0) continue;
    const decision = controller.decide({ nowMs, playheadS, bufferedEndS });
    rate = decision.rate;
    if (decision.seekToS !== null) {
      playheadS = decision.seekToS;
      seen.jumps += 1;
    }
    seen.rates.push(rate);
    seen.latencyS.push(nowS - playheadS);
  }
  return seen;
}

/** Parts arrive in order: one that is late holds those behind it. */
function arrivalTimes({ partS, delayS, minutes, cut, joinsAtS = JOINS_AT_S }: SimulatedNetwork): number[] {
  const times: number[] = [];
  const beginsAtS = Math.floor(joinsAtS / SEGMENT_S) * SEGMENT_S;
  for (let n = 0; n * partS < minutes * 60; n += 1) {
    const sent = (n + 1) * partS + delayS(n);
    const held = cut && sent >= cut.fromS && sent < cut.toS ? cut.toS : sent;
    const pieceOfCut = held === cut?.toS ? cut.pieceS : undefined;
    const piece = n * partS < beginsAtS ? 0 : (pieceOfCut ?? PIECE_S);
    times.push(Math.max(held, joinsAtS, (times.at(-1) ?? 0) + piece));
  }
  return times;
}

/** The same numbers in every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
