import { AudienceClient, Connection, PlaybackReporter, SiteApi, ViewerClient } from '#client';

/** A whole viewer in one function: playback first, then the chat. */
export async function watch(showId: string, video: HTMLVideoElement, chat: HTMLElement): Promise<() => void> {
  const viewer = new ViewerClient({ video, url: `/live/${showId}/index.m3u8` });
  // Also waits for a show that has not started.
  void viewer.start();

  const { ticket, reportToken } = await new SiteApi().watch(showId, 'Grace');
  const reporter = new PlaybackReporter({
    viewer,
    showId,
    ticket: () => ticket,
    reportToken: () => reportToken,
  });
  const connection = await Connection.open({ ticket });
  const audience = new AudienceClient(connection);
  audience.state.watch(({ chat: messages }) => {
    chat.replaceChildren(
      ...messages.map(({ name, text }) => {
        const row = document.createElement('p');
        row.textContent = `${name}: ${text}`;
        return row;
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
