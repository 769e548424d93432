import { ServerUnderTest } from '../../support/server/server-under-test.js';
import { SMALL_PROGRAMME } from '../../support/server/small-programme.js';
import type { Fault } from '../fault.js';

export const fault: Fault = {
  name: 'server-killed',
  title: 'The server killed (SIGKILL) and started again at once',
  endsServer: true,
  strike: async (struck) => {
    const { dataDir, port } = struck.server;
    await struck.server.kill();
    struck.server = await ServerUnderTest.start({ dataDir, env: { ...SMALL_PROGRAMME, PORT: String(port) } });
  },
  atMost: { backAfterMs: 30_000 },
};
