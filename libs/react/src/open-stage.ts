import { type Connection, OwnDevices, StageClient } from '#client';

/** Camera and microphone are opened only now, and closed with the stage. */
export async function openStage(
  connection: Connection,
  afterwards: () => Promise<unknown> = async () => undefined,
): Promise<StageClient> {
  const devices = new OwnDevices();
  await devices.open();
  const { camera, microphone } = devices.state.value;
  let stage: StageClient | undefined;
  try {
    stage = await StageClient.join(connection, {
      ...(camera ? { camera: { track: camera } } : {}),
      ...(microphone ? { microphone: { track: microphone } } : {}),
    });
    stage.state.watch(({ phase }) => phase === 'left' && devices.close());
    await afterwards();
    return stage;
  } catch (error) {
    stage?.leave();
    devices.close();
    throw error;
  }
}
