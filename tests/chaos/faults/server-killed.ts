import { ServerUnderTest } from '../../support/server-under-test.js';
import type { Fault } from '../fault.js';

export const fault: Fault = {
  name: 'server-killed',
  title: 'The server killed (SIGKILL) and started again at once',
  endsServer: true,
  strike: async (struck) => {
    const { dataDir, port } = struck.server;
    await struck.server.kill();
    struck.server = await ServerUnderTest.start({ dataDir, env: { PORT: String(port) } });
  },
  atMost: { backAfterMs: 30_000 },
};
