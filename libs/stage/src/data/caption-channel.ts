import { guestError, type ShowError } from '#kernel';
import { type RequestData, type Role, requests } from '#protocol';
import { type ChannelMessage, ServerChannel } from '../media/server-channel.js';
import { stageRestarted, whileOpen } from '../media/while-open.js';
import type { Participant } from '../participant.js';
import type { StageCaller } from '../services/stage-caller.js';
import type { Stage } from '../stage.js';

/** Checks what a captioner sends and hands it on, whatever came. The gateway's fits. */
export interface CaptionLines {
  /** For the page. */
  answer(message: ChannelMessage, role: Role): Promise<string>;
  close(): void;
}

export type OpenCaptionLines = (caller: StageCaller, end: () => void) => CaptionLines;

export interface CaptionerOptions {
  stage: Stage;
  participant: Participant;
  caller: StageCaller;
  stream: RequestData<'data.start'>['stream'];
  open: OpenCaptionLines;
}

/**
 * A participant who may caption types over a data channel. It ends at this server and reaches no other page; an answer to each
 * line goes back on another one. Answers the id of what the page sends.
 */
export async function takeCaptions(
  { stage, participant, caller, stream, open }: CaptionerOptions,
  signal?: AbortSignal,
): Promise<string> {
  if (!requests['programme.caption'].roles.includes(participant.role)) throw mayNotCaption(participant);
  const { channels } = stage;
  // A page that reconnects does not know whether its older channel still carries anything.
  channels.end(participant, 'captions');
  const wanted = { name: 'captions', stream, fileId: null, to: 'server' } as const;
  const sent = await channels.start(participant, wanted, signal);
  try {
    const { hub } = participant;
    const entry = await stage.entryFrom(hub);
    const channel = await whileOpen(sent, ServerChannel.open(entry, sent, hub));
    const lines = open(caller, () => channel.close());
    channel.whenClosed(() => lines.close());
    channel.onMessage((message) => {
      // A channel on which nothing can be answered is of no use: the page goes on over its socket.
      const answering = lines.answer(message, participant.role).then((answer) => channel.send(answer));
      answering.catch(() => channel.close());
    });
    if (channel.isClosed) throw stageRestarted();
    channels.answerOn(channel, participant, 'captions');
  } catch (error) {
    sent.close();
    throw error;
  }
  return sent.id;
}

const mayNotCaption = ({ role }: Participant): ShowError =>
  guestError('not-allowed', `A ${role} may not do that.`, { status: 403 });
