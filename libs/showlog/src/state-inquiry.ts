import type { Clock, FrameChannel } from '#kernel';
import { fromFollowerSchema } from './messages.js';
import { type ReceivedSnapshot, SnapshotReceiver } from './snapshot-transfer.js';

/** Asks one follower for the state of its replica. Nothing when it has none, leaves, or talks nonsense. */
export function askState(
  channel: FrameChannel,
  clock: Clock,
  deadlineMs: number,
): Promise<ReceivedSnapshot | undefined> {
  return new Promise((resolve) => {
    const receiver = new SnapshotReceiver();
    const settle = (state: ReceivedSnapshot | undefined) => {
      cancel();
      offFrame();
      offClosed();
      resolve(state);
    };
    const offFrame = channel.events.on('frame', (frame) => {
      try {
        const message = fromFollowerSchema.parse(frame.message);
        if (message.kind === 'follow') return;
        if (message.kind === 'no-state') return settle(undefined);
        const state = receiver.take(message, frame.bytes);
        if (state) settle(state);
      } catch {
        settle(undefined);
        channel.close();
      }
    });
    const offClosed = channel.events.on('closed', () => settle(undefined));
    const cancel = clock.after(deadlineMs, () => settle(undefined));
    if (!channel.send({ kind: 'tell-state' })) settle(undefined);
  });
}
