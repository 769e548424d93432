import type { FrameChannel } from '#kernel';
import { roleSchema } from '#programme-link';

/** A connection says by its first frame what it is. Followers are served at once, a server once there is a media worker for its pipes. */
export class EarlyConnections {
  onFollower: (channel: FrameChannel, first: unknown) => void = () => undefined;
  onTracks: (channel: FrameChannel) => void = (channel) => channel.close();
  onStandby: (channel: FrameChannel, first: unknown) => void = () => undefined;
  readonly #servers: FrameChannel[] = [];
  #onServer: ((channel: FrameChannel) => void) | undefined;

  take(channel: FrameChannel): void {
    channel.events.once('frame', ({ message }) => {
      const role = roleSchema.safeParse(message);
      if (!role.success) channel.close();
      else if (role.data.kind === 'follow') this.onFollower(channel, message);
      else if (role.data.kind === 'tracks') this.onTracks(channel);
      else if (role.data.kind === 'stand-by') this.onStandby(channel, message);
      else if (this.#onServer === undefined) this.#servers.push(channel);
      else this.#onServer(channel);
    });
  }

  open(onServer: (channel: FrameChannel) => void): void {
    this.#onServer = onServer;
    const newest = this.#servers
      .splice(0)
      .filter((channel) => !channel.isClosed)
      .at(-1);
    if (newest !== undefined) onServer(newest);
  }
}
