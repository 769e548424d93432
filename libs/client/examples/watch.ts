import { AudienceClient, Connection, HouseApi, PlaybackReporter, ViewerClient } from '#client';

/** A whole viewer in one function: the picture first, the chat when it is there. */
export async function watch(showId: string, video: HTMLVideoElement, chat: HTMLElement): Promise<() => void> {
  const viewer = new ViewerClient({ video, url: `/live/${showId}/index.m3u8` });
  // Waits for a show that has not begun; nothing else has to be done.
  void viewer.start();

  const { ticket } = await new HouseApi().watch(showId, 'Grace');
  const reporter = new PlaybackReporter({ viewer, showId, ticket: () => ticket });
  const connection = await Connection.open({ ticket });
  const audience = new AudienceClient(connection);
  audience.state.watch(({ chat: messages }) => {
    chat.replaceChildren(
      ...messages.map(({ name, text }) => {
        const line = document.createElement('p');
        line.textContent = `${name}: ${text}`;
        return line;
      }),
    );
  });
  return () => {
    reporter.close();
    viewer.close();
    audience.close();
    connection.close();
  };
}
