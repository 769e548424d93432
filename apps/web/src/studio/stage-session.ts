import type { CallClient, Connection, OwnDevices, StageClient } from '#client';

/** What one person on the stage holds in this page: the connection, the media, and the devices that feed it. */
export interface StageSession {
  connection: Connection;
  stage: StageClient;
  devices: OwnDevices;
  /** Private calls, over the stage's connection. */
  calls: CallClient;
}
