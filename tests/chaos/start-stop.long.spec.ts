import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { preparedData } from '../support/data/prepared-data.js';
import { freePort } from '../support/kernel/free-port.js';
import { NpmUnderTest } from '../support/processes/npm-under-test.js';

// One of each way to end is in `npm-start.spec.ts`.
const ROUNDS = Number(process.env.CHAOS_ROUNDS ?? 10);
const ROUND_MS = 30_000;

let server: NpmUnderTest | undefined;
let data: Awaited<ReturnType<typeof preparedData>> | undefined;
afterEach(async () => {
  await server?.dispose();
  data?.remove();
});

/** A port is free when it can be taken: both ways, as the media worker takes them. */
async function isFree(port: number): Promise<boolean> {
  const tcp = createServer().listen(port, '127.0.0.1');
  const udp = createSocket('udp4').bind(port, '127.0.0.1');
  try {
    await Promise.all([once(tcp, 'listening'), once(udp, 'listening')]);
    return true;
  } catch {
    return false;
  } finally {
    tcp.close();
    udp.close();
  }
}

test(
  `${ROUNDS} starts and stops in a row leave no process, no port and no temporary file`,
  async () => {
    const [port, rtcPort] = [await freePort(), await freePort()];
    const env = { PORT: String(port), PROSCENIUM_STAGE_RTC_PORT: String(rtcPort) };
    data = await preparedData();
    for (let round = 0; round < ROUNDS; round += 1) {
      server = await NpmUnderTest.start({ env, dataDir: data.path });
      await server.ready();
      server.signal('SIGTERM');
      expect(await server.exited).toMatchObject({ code: 0 });
      await server.gone();
      expect(server.temporaryFiles).toEqual([]);
      expect([await isFree(port), await isFree(rtcPort)]).toEqual([true, true]);
      await server.dispose();
    }
  },
  ROUNDS * ROUND_MS,
);
