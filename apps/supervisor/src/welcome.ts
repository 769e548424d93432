import type { ProsceniumConfig } from '#kernel';

/** For the person at the terminal; a service's log gets the same facts as a line. */
export function welcome(
  config: ProsceniumConfig,
  { port, ownerLink }: { port: number; ownerLink: string | null },
): string {
  // With port 0 the system chose one; the configuration's address does not know it.
  const address = (url: string) =>
    config.port === 0 ? url.replace('localhost:0', `localhost:${port}`) : url;
  return [
    '',
    '  Proscenium is ready.',
    '',
    `  Open      ${address(ownerLink ?? config.publicUrl)}`,
    ...(ownerLink === null ? [] : ['            This link makes you the owner. It works once.']),
    ...(config.announcedAddress === undefined
      ? ['  Network   this machine only; PROSCENIUM_ANNOUNCED_ADDRESS=<address> npm start opens it']
      : []),
    '  Stop      Ctrl-C',
    '',
    '',
  ].join('\n');
}
