import { TextSocketServer } from '../network/text-socket-server.js';

const TYPE = 'conversation.item.input_audio_transcription';

export interface RealtimeServerOptions {
  /** What is said in a turn: PCM of 16 bits at 24 kHz. */
  transcribe(pcm: Buffer): Promise<string>;
}

/** Realtime transcription as OpenAI has it: sessions of the type transcription that are committed by the client. */
export class RealtimeServer {
  readonly sessions: { authorization: string | undefined; update: unknown }[] = [];
  readonly turns: Buffer[] = [];
  #socket: TextSocketServer | undefined;

  static async listen({ transcribe }: RealtimeServerOptions): Promise<RealtimeServer> {
    const server = new RealtimeServer();
    let audio: Buffer[] = [];
    server.#socket = await TextSocketServer.listen({
      onOpen: ({ authorization }, answer) => {
        server.sessions.push({ authorization, update: undefined });
        answer(JSON.stringify({ type: 'session.created', session: { type: 'transcription' } }));
      },
      onText: (text, answer) => {
        const say = (event: object) => answer(JSON.stringify({ event_id: 'event', ...event }));
        const event = JSON.parse(text);
        if (event.type === 'session.update') {
          const session = server.sessions.at(-1);
          if (session) session.update = event.session;
          say({ type: 'session.updated', session: event.session });
        }
        if (event.type === 'input_audio_buffer.append') audio.push(Buffer.from(event.audio, 'base64'));
        if (event.type !== 'input_audio_buffer.commit') return;
        const turn = Buffer.concat(audio);
        audio = [];
        const item_id = `item_${server.turns.push(turn)}`;
        say({ type: 'input_audio_buffer.committed', item_id, previous_item_id: null });
        void transcribe(turn).then((transcript) => {
          const [first = ''] = transcript.split(' ');
          say({ type: `${TYPE}.delta`, item_id, content_index: 0, delta: first });
          say({ type: `${TYPE}.completed`, item_id, content_index: 0, transcript });
        });
      },
    });
    return server;
  }

  get url(): string {
    return `${this.#socket?.url}/v1/realtime?intent=transcription`;
  }

  close(): void {
    this.#socket?.close();
  }
}
