import { Connection, HouseApi, OwnDevices, StageClient } from '#client';

/** The host's own seat: sends camera and microphone, shows everybody else. */
export async function stand(showId: string, place: HTMLElement): Promise<() => void> {
  const house = new HouseApi();
  await house.who();
  const { ticket } = await house.ownTicket(showId);
  const devices = new OwnDevices();
  await devices.open();

  const connection = await Connection.open({ ticket });
  const { camera, microphone } = devices.state.value;
  const stage = await StageClient.join(connection, {
    ...(camera ? { camera: { track: camera } } : {}),
    ...(microphone ? { microphone: { track: microphone } } : {}),
  });
  stage.state.watch(({ remote }) => {
    place.replaceChildren(
      ...remote.map(({ source, stream }) => {
        const isSound = source === 'microphone' || source === 'screen-sound';
        const media = document.createElement(isSound ? 'audio' : 'video');
        media.srcObject = stream;
        media.autoplay = true;
        return media;
      }),
    );
  });
  return () => {
    stage.leave();
    connection.close();
    devices.close();
  };
}
