// The benches of crowds stand on this server, and are run too seldom to say that it no longer starts.
import { expect, test } from '@jest/globals';
import { SocketViewer } from '../bench/crowds/socket-viewer.js';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';
import { ScriptProcess } from '../support/processes/script-process.js';

test('the server of the crowd benches answers viewers and players', async () => {
  const folder = temporaryFolder();
  const server = await ScriptProcess.start<{ port: number; playback: string }>(
    'tests/bench/crowds/audience-process.ts',
    [folder.path],
  );
  try {
    const viewer = await SocketViewer.join(server.ready.port, 'viewer_1');
    const playlist = await fetch(`http://127.0.0.1:${server.ready.port}${server.ready.playback}`);
    expect(await playlist.text()).toContain('#EXTM3U');
    viewer.close();
  } finally {
    await server.close();
    folder.remove();
  }
}, 60_000);
