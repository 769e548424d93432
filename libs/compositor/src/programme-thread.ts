import { parentPort } from 'node:worker_threads';
import { type Log, type LogFields, systemClock } from '#kernel';
import { closeParts, type LoopParts, startParts } from './loop-parts.js';
import { ProgrammeLoop, type ProgrammeLoopOutput } from './programme-loop.js';
import type { ProgrammeSettings } from './settings.js';
import { ThreadClock } from './thread-clock.js';
import { readPackets } from './thread-link.js';
import type { FromThread, ToThread } from './thread-messages.js';

/** The thread of one programme: messages in, calls on the engine; what the engine says, messages out. */
const port = parentPort;
if (!port) throw new Error('this file is the body of a worker thread');

const say = (message: FromThread, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);

function threadLog(bound: LogFields): Log {
  const line =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (fact: string, fields: LogFields = {}) =>
      say({ kind: 'log', level, fact, fields: plain({ ...bound, ...fields }) });
  return {
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    with: (fields) => threadLog({ ...bound, ...fields }),
  };
}

/** Only what survives the way to another thread. */
function plain(fields: LogFields): LogFields {
  const entries = Object.entries(fields).map(([key, value]) => [
    key,
    value instanceof Error ? value.message : value,
  ]);
  return JSON.parse(JSON.stringify(Object.fromEntries(entries))) as LogFields;
}

let areFramesWanted = false;

const output: ProgrammeLoopOutput = {
  frame: (frame) => {
    if (!areFramesWanted) return;
    const own = new Uint8Array(frame.data);
    say({ kind: 'frame', frame: { ...frame, data: own } }, [own.buffer]);
  },
  speech: (piece) => say({ kind: 'speech', piece }, [piece.samples.buffer]),
  wantKeyFrame: (index) => say({ kind: 'key-frame-wanted', index }),
  preferHeight: (index, heightPx) => say({ kind: 'height-preferred', index, heightPx }),
  event: (event) => say({ kind: 'event', event }),
  health: (health) => say({ kind: 'health', health }),
  runOpened: (opening) => say({ kind: 'run-opened', opening }),
  runClosed: (renditionId, run) => say({ kind: 'run-closed', renditionId, run }),
  bytes: (renditionId, run, piece) => {
    // A piece may be a view into a pool, which cannot change hands; `slice` of a Buffer would be another view.
    const own = new Uint8Array(piece);
    say({ kind: 'bytes', renditionId, run, piece: own }, [own.buffer]);
  },
};

const clock = new ThreadClock();

function packets(engine: ProgrammeLoop, message: Extract<ToThread, { kind: 'packets' }>): void {
  const offsetMs = clock.offsetMs(message.sentMs, systemClock.monotonicMs());
  readPackets(message.slab, message.usedBytes, (index, packet, arrivedMs) =>
    engine.roster.track(index)?.packet(packet, arrivedMs + offsetMs),
  );
}

type ToLoop = Exclude<ToThread, { kind: 'prepare' | 'begin' }>;
type Handlers = {
  [K in ToLoop['kind']]: (engine: ProgrammeLoop, message: Extract<ToLoop, { kind: K }>) => void;
};

const handlers: Handlers = {
  packets,
  'track-added': ({ roster }, { track }) => {
    roster.addTrack(track).catch((error) => output.event(trackFailed(track.trackId, error)));
  },
  'track-report': ({ roster }, { index, ntpMs, rtpTimestamp }) => roster.report(index, ntpMs, rtpTimestamp),
  'track-paused': ({ roster }, { index, isPaused }) => roster.paused(index, isPaused),
  'track-removed': ({ roster }, { index }) => {
    roster.removeTrack(index).catch(() => undefined);
  },
  'participant-added': ({ roster }, { participant }) => roster.addParticipant(participant),
  'participant-removed': ({ roster }, { id }) => roster.removeParticipant(id),
  layout: (engine, { layout, format }) => engine.setLayout(layout, format),
  overlays: (engine, { overlays }) => engine.setOverlays(overlays),
  caption: (engine, { language, caption }) => engine.putCaption(language, caption),
  media: (engine, { id, file }) => engine.addMedia(id, file),
  'clip-added': (engine, { file }) => engine.addClip(file),
  clip: (engine, { id, action }) => engine.actOnClip(id, action),
  scene: (engine, { scene }) => engine.setScene(scene),
  'audio-mix': (engine, { audioMix }) => engine.setAudioMix(audioMix),
  slate: (engine, { slate }) => engine.setSlate(slate),
  'frames-wanted': (_engine, { isWanted }) => {
    areFramesWanted = isWanted;
  },
  'speech-wanted': (engine, { isWanted }) => engine.wantSpeech(isWanted),
  'take-over': (engine, { runs, boundarySeconds }) => engine.takeOver(runs, boundarySeconds),
  close: (engine) => void close(engine),
};

const trackFailed = (trackId: string, error: unknown) =>
  ({ kind: 'decoder-died', trackId, reason: String(error) }) as const;

async function close(engine: ProgrammeLoop): Promise<void> {
  await engine.close().catch(() => undefined);
  say({ kind: 'closed' });
  port?.close();
}

const partsOf = (settings: ProgrammeSettings, standsBy = false): Promise<LoopParts> =>
  startParts({ settings, standsBy, clock: systemClock, log: threadLog({}), output });

/** Started before the programme began, for settings that it will probably have. */
let ahead: { settings: string; parts: Promise<LoopParts> } | undefined;

function prepare(settings: ProgrammeSettings): void {
  const parts = partsOf(settings);
  ahead = { settings: JSON.stringify(settings), parts };
  const said = () => say({ kind: 'prepared' });
  parts.then(said, said);
}

async function takeParts(settings: ProgrammeSettings): Promise<LoopParts> {
  const prepared = ahead;
  ahead = undefined;
  if (prepared?.settings === JSON.stringify(settings)) {
    // What could not be started then may start now.
    const parts = await prepared.parts.catch(() => undefined);
    if (parts) return parts;
  } else void prepared?.parts.then(closeParts).catch(() => undefined);
  return partsOf(settings);
}

let engine: ProgrammeLoop | undefined;
/** What came while the parts were being started waits for them; the channel itself keeps the order. */
const early: ToLoop[] = [];

const receive = (to: ProgrammeLoop, message: ToLoop): void => handlers[message.kind](to, message as never);

async function begin({ settings, zeroWallMs }: Extract<ToThread, { kind: 'begin' }>): Promise<void> {
  try {
    // Encoders that were started for another purpose would begin at once.
    const parts = await (zeroWallMs === undefined ? takeParts(settings) : partsOf(settings, true));
    const options = { settings, zeroWallMs, clock: systemClock, log: threadLog({}), output };
    const begun = ProgrammeLoop.begin(options, parts);
    engine = begun;
    for (const message of early.splice(0)) receive(begun, message);
    await begun.onTime;
    say({ kind: 'ready', anchorWallMs: begun.anchorWallMs });
  } catch (error) {
    say({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    port?.close();
  }
}

port.on('message', (message: ToThread) => {
  if (message.kind === 'prepare') prepare(message.settings);
  else if (message.kind === 'begin') void begin(message);
  else if (engine) receive(engine, message);
  else early.push(message);
});
