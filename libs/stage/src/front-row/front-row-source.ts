import type { Consumer, PipeTransport } from 'mediasoup/types';
import type { Clock, Log, RandomBytes } from '#kernel';
import type { ReceiverWorker } from '../pipe/receiver-worker.js';
import type { FromFrontRowSource, ToFrontRowSource } from './front-row-messages.js';
import { ProgrammeStream, type ProgrammeStreamFrame } from './programme-stream.js';

export interface FrontRowSourceOptions {
  /** The programme's own media worker. */
  mediaWorker(): Promise<ReceiverWorker>;
  /** Known once the programme has started. */
  anchorWallMs(): Promise<number>;
  send(message: FromFrontRowSource): void;
  /** Whether frames are of use. */
  wantFrames(isWanted: boolean): void;
  random: RandomBytes;
  clock: Clock;
  log: Log;
}

type Opened = Extract<ToFrontRowSource, { kind: 'opened' }>;

/** The programme's two streams, and the pipe in which they go to the server. */
interface Open {
  pipeId: string;
  video: ProgrammeStream;
  audio: ProgrammeStream;
  pipe: PipeTransport;
}

/** The programme's side of its way to receivers in real time. It costs nothing while no pipe is open. */
export class FrontRowSource {
  readonly #options: FrontRowSourceOptions;
  #open: Open | undefined;
  #wanted: string | undefined;

  constructor(options: FrontRowSourceOptions) {
    this.#options = options;
  }

  hear(message: ToFrontRowSource): void {
    if (message.kind === 'opened') void this.#join(message);
    else if (message.pipeId === this.#wanted) this.reset();
  }

  /** A frame of the programme, as it was encoded. */
  frame({ kind, ...frame }: ProgrammeStreamFrame & { kind: 'video' | 'audio' }): void {
    this.#open?.[kind].send(frame);
  }

  /** No server is connected any more, or it asks for another pipe. */
  reset(): void {
    this.#wanted = undefined;
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    this.#options.wantFrames(false);
    closeAll(open);
  }

  async #join({ pipeId, ip, port }: Opened): Promise<void> {
    const { log, mediaWorker, send, wantFrames } = this.#options;
    this.reset();
    this.#wanted = pipeId;
    try {
      const [worker, anchorWallMs] = await Promise.all([mediaWorker(), this.#options.anchorWallMs()]);
      const { open, consumers } = await this.#build(worker, anchorWallMs, { pipeId, ip, port });
      if (this.#wanted !== pipeId) return closeAll(open);
      this.#open = open;
      void worker.died.then(() => this.#lost(pipeId));
      const { localAddress, localPort } = open.pipe.tuple;
      const [video, audio] = consumers.map(({ rtpParameters }) => rtpParameters);
      if (!video || !audio) throw new Error('a stream has no consumer');
      wantFrames(true);
      send({ kind: 'joined', pipeId, ip: localAddress, port: localPort, video, audio });
    } catch (error) {
      log.warn('stage.front-row | the programme could not be piped', { pipeId, error });
      this.#lost(pipeId);
    }
  }

  async #build(
    worker: ReceiverWorker,
    anchorWallMs: number,
    { pipeId, ip, port }: Pick<Opened, 'pipeId' | 'ip' | 'port'>,
  ): Promise<{ open: Open; consumers: Consumer[] }> {
    const { random, clock } = this.#options;
    const stream = { transport: worker.tapTransport, anchorWallMs, random, clock };
    const [video, audio, pipe] = await Promise.all([
      ProgrammeStream.create({ ...stream, kind: 'video' }),
      ProgrammeStream.create({ ...stream, kind: 'audio' }),
      worker.createPipe(),
    ]);
    const open = { pipeId, video, audio, pipe };
    try {
      await pipe.connect({ ip, port });
      const consumers = await Promise.all(
        [video, audio].map(({ producer }) => pipe.consume({ producerId: producer.id })),
      );
      return { open, consumers };
    } catch (error) {
      closeAll(open);
      throw error;
    }
  }

  #lost(pipeId: string): void {
    if (this.#wanted !== pipeId) return;
    this.reset();
    this.#options.send({ kind: 'lost', pipeId });
  }
}

function closeAll({ video, audio, pipe }: Open): void {
  video.close();
  audio.close();
  pipe.close();
}
