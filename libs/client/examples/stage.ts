import { Connection, OwnDevices, SiteApi, StageClient } from '#client';

/** The host on the stage: sends camera and microphone, shows the other participants. */
export async function stand(showId: string, place: HTMLElement): Promise<() => void> {
  const api = new SiteApi();
  await api.who();
  const { ticket } = await api.ownTicket(showId);
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
        const isAudio = source === 'microphone' || source === 'screen-sound';
        const media = document.createElement(isAudio ? 'audio' : 'video');
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
