import type { ProgrammeEvent, ReplacedEncoder } from '#compositor';
import { ShowError } from '#kernel';
import type { ServerEventData } from '#protocol';

type Notice = Omit<ServerEventData<'programme.notice'>, 'atWallMs'>;

/** The programme's own events as notices for the host. Undefined for events that pages show otherwise. */
export function noticeOf(event: ProgrammeEvent): Notice | undefined {
  switch (event.kind) {
    case 'encoder-died':
      return {
        level: 'warning',
        code: 'encoder-replaced',
        message: `The ${event.encoder} encoder stopped and was replaced.`,
      };
    case 'decoder-died':
      return {
        level: 'info',
        code: 'decoder-replaced',
        message: "One guest's video had to be restarted. The show went on.",
      };
    case 'rung-shed':
      return {
        level: 'warning',
        code: 'rung-shed',
        values: { quality: event.renditionId },
        message: `The machine is too busy: the quality ${event.renditionId} is paused. Close other programs or choose fewer qualities.`,
      };
    case 'rung-restored':
      return {
        level: 'info',
        code: 'rung-restored',
        values: { quality: event.renditionId },
        message: `The machine has room again: the quality ${event.renditionId} is back in a moment.`,
      };
    case 'passthrough':
      return {
        level: 'info',
        code: event.isOn ? 'passthrough-began' : 'passthrough-ended',
        values: { quality: event.renditionId },
        message: event.isOn
          ? `The encoder's own video is sent as ${event.renditionId}.`
          : `The programme is encoded again as ${event.renditionId}.`,
      };
    case 'fell-behind':
      return {
        level: 'warning',
        code: 'fell-behind',
        message: 'The machine was too busy for a moment: the video froze.',
      };
    default:
      return undefined;
  }
}

export const replacedEncoderNotice = ({ format, encoder }: ReplacedEncoder): Notice => ({
  level: 'warning',
  code: 'encoder-unavailable',
  values: { encoder, format },
  message: `The encoder ${encoder} does not work on this server: ${format} is encoded by x264, which takes more of the processor.`,
});

export const interruptedNotice = (): Notice => ({
  level: 'error',
  code: 'programme-interrupted',
  message: 'The programme stopped and is started again. Viewers wait meanwhile.',
});

/** Pages know the reason of each refusal by its code, this notice's `reason`. */
export const startFailedNotice = (error: Error): Notice => ({
  level: 'error',
  code: 'start-failed',
  values: { reason: error instanceof ShowError ? error.code : 'unknown' },
  message: `The show did not start. ${error instanceof ShowError ? error.message : 'Try again in a moment.'}`,
});

/** The disk is full or broken, or well again: the live edge goes on either way. */
export const rewindNotice = (state: 'stopped' | 'working'): Notice =>
  state === 'stopped'
    ? {
        level: 'warning',
        code: 'rewind-stopped',
        message:
          'The disk is full or broken: viewers cannot rewind further. The live video goes on. Free some space.',
      }
    : { level: 'info', code: 'rewind-working', message: 'Viewers can rewind again.' };

/** The object store that nodes share; the show itself goes on either way. */
export const sharingNotice = (state: 'away' | 'working'): Notice =>
  state === 'away'
    ? {
        level: 'warning',
        code: 'sharing-stopped',
        message:
          'The object store takes nothing now: if this server failed, the recording and rewinding would begin again elsewhere. The live video goes on.',
      }
    : { level: 'info', code: 'sharing-working', message: 'The object store takes what is recorded again.' };

/** The disk is too full to record: the show itself goes on either way. */
export const recordingNotice = (state: 'stopped' | 'working'): Notice =>
  state === 'stopped'
    ? {
        level: 'error',
        code: 'recording-stopped',
        message:
          'The disk is full or broken: the show is not being recorded. The live video goes on. Free some space.',
      }
    : { level: 'info', code: 'recording-working', message: 'The show is being recorded again.' };
