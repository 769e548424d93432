import { createSocket } from 'node:dgram';
import { silentLog, systemClock } from '#kernel';
import { temporaryFolder } from '../../support/kernel/temporary-folder.js';
import { CpuMeter } from '../../support/meters/cpu-meter.js';
import { type DtlsIdentity, makeDtlsIdentity } from '../../support/players/dtls-identity.js';
import { WebRtcReceiver } from '../../support/players/webrtc-receiver.js';
import { OutboxLog, openStages } from '../../support/stage/stages-under-test.js';
import { Janus } from '../peers/janus.js';
import { untilFlowing } from '../peers/until-flowing.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';
import { RtpGuest, type RtpStream, sendInTime } from '../stage/rtp-guest.js';
import { type LoneSpeaker, openLoneSpeaker } from '../stage/stage-lone-speaker.js';

const RECEIVERS = { quick: 12, full: 24 } as const;
const SECONDS = { quick: 4, full: 20 } as const;
const FIRST_SSRC = 100_000;
const STREAMS_EACH = 2;

interface Forwarder {
  /** The process whose time is counted. */
  pid: number;
  ports: Record<RtpStream, number>;
  admit(receiver: WebRtcReceiver): Promise<void>;
}

/** Millicores that one stream to one receiver costs, and what was lost on the way. */
async function measure(bench: Bench, name: string, identity: DtlsIdentity, forwarder: Forwarder) {
  const receivers: WebRtcReceiver[] = [];
  const socket = createSocket('udp4');
  bench.lifetime.adopt(() => void socket.close());
  for (let number = 0; number < RECEIVERS[bench.mode]; number += 1) {
    const receiver = await WebRtcReceiver.create(identity, number);
    bench.lifetime.adopt(() => receiver.close());
    receivers.push(receiver);
    bench.progress(`${name}: receiver ${number + 1}`);
    await forwarder.admit(receiver);
  }
  const guest = new RtpGuest(FIRST_SSRC, (stream, packet) =>
    socket.send(packet, forwarder.ports[stream], '127.0.0.1'),
  );
  const stop = sendInTime([guest]);
  bench.lifetime.adopt(stop);
  const count = (of: 'received' | 'lost') => receivers.reduce((sum, { counter }) => sum + counter[of], 0);
  await untilFlowing(receivers);
  const [receivedBefore, lostBefore] = [count('received'), count('lost')];
  const cpu = CpuMeter.start(forwarder.pid);
  bench.progress(`${name}: forwarding`);
  await systemClock.sleep(SECONDS[bench.mode] * 1_000);
  const { totalCores } = cpu.stop();
  stop();
  const [received, lost] = [count('received') - receivedBefore, count('lost') - lostBefore];
  if (received === 0) throw new Error(`${name} forwarded nothing`);
  return { perStream: (totalCores * 1_000) / (receivers.length * STREAMS_EACH), received, lost };
}

async function janus(bench: Bench, identity: DtlsIdentity, eventLoops: number) {
  const server = await Janus.start(eventLoops);
  bench.lifetime.adopt(() => server.close());
  const name = eventLoops === 0 ? 'Janus, a thread for each' : 'Janus, one event loop';
  const reading = await measure(bench, name, identity, {
    pid: server.pid,
    ports: server.ports,
    admit: (receiver) => server.admit(receiver, identity.fingerprint),
  });
  await server.close();
  return reading;
}

async function ours(bench: Bench, identity: DtlsIdentity) {
  const stages = await openStages(new OutboxLog(), { workers: 1, log: silentLog, clock: systemClock });
  bench.lifetime.adopt(() => stages.close());
  const speaker: LoneSpeaker = await openLoneSpeaker(await stages.openStage('speech'), FIRST_SSRC);
  const reading = await measure(bench, 'our stage', identity, {
    pid: stages.workers[0]?.pid ?? 0,
    ports: { camera: speaker.port, microphone: speaker.port },
    admit: (receiver) => speaker.admit(receiver, identity.fingerprint),
  });
  await stages.close();
  return reading;
}

async function run(bench: Bench): Promise<ScenarioRun> {
  const folder = temporaryFolder();
  bench.lifetime.adopt(() => folder.remove());
  const identity = makeDtlsIdentity(folder.path);
  const own = await ours(bench, identity);
  const figures: Record<string, number> = { own: own.perStream, ownLost: own.lost };
  const version = Janus.version();
  if (version === undefined)
    return {
      figures,
      notes: ['Janus is not installed here (apt-get install janus): only ours was measured.'],
    };
  const looped = await janus(bench, identity, 1);
  const threaded = await janus(bench, identity, 0);
  Object.assign(figures, {
    janus: looped.perStream,
    janusLost: looped.lost,
    janusThreads: threaded.perStream,
    janusThreadsLost: threaded.lost,
  });
  const best = Math.min(looped.perStream, threaded.perStream);
  const verdict = own.perStream > best ? ['Where both ran, Janus forwarded a stream for less.'] : [];
  return { figures, notes: [`Janus ${version}.`, ...verdict] };
}

export const scenario: Scenario = {
  name: 'peer-janus',
  title: 'Forwarding on the stage, against Janus',
  explains:
    "One video (740 kbit/s, 30 a second) and one audio arrive as plain RTP and go to 24 receivers (12 when quick), one after the other through our stage with one media worker and through Janus' streaming plugin of Debian's package. The receivers are the same for both: real ICE, a real DTLS handshake, so each packet is sealed for each receiver (AES-128 with an 80-bit tag on both sides), NACK agreed, neither retransmission streams nor header extensions nor congestion feedback. Janus is measured with one event loop, as one worker of ours has, and as it comes, with a thread for each receiver. Processor time of the forwarding process by the kernel, divided by the streams that leave it.",
  figures: [
    {
      key: 'own',
      title: 'our stage, a forwarded stream',
      unit: 'millicore',
      beside: 'janus',
    },
    { key: 'janus', title: 'Janus with one event loop, a forwarded stream', unit: 'millicore' },
    { key: 'janusThreads', title: 'Janus as it comes, a forwarded stream', unit: 'millicore' },
    { key: 'ownLost', title: 'packets that our stage lost', unit: '' },
    { key: 'janusLost', title: 'packets that Janus with one event loop lost', unit: '' },
    { key: 'janusThreadsLost', title: 'packets that Janus as it comes lost', unit: '' },
  ],
  runs: { quick: 1, full: 3 },
  run,
};
