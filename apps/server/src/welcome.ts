import type { ProsceniumConfig } from '#kernel';
import type { House } from './house.js';

const QUIET_LINES = ['', '  Proscenium is ready.', ''];

/** For the person at the terminal; a service's log gets the same facts as a line. */
export async function welcomeLines(house: House, config: ProsceniumConfig): Promise<string[]> {
  const link = await house.firstStartLink();
  const address = config.port === 0 ? `http://localhost:${house.port}` : config.publicUrl;
  house.log.info('server.open | listening', { address, port: house.port, pid: process.pid });
  return [
    ...QUIET_LINES,
    `  Open      ${link ?? address}`,
    ...(link === undefined ? [] : ['            This link makes you the owner. It works once.']),
    ...(config.announcedAddress === undefined
      ? ['  Network   this machine only; PROSCENIUM_ANNOUNCED_ADDRESS=<address> npm start opens it']
      : []),
    '  Stop      Ctrl-C',
    '',
  ];
}
