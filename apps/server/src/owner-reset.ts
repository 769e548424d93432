import { resetOwner } from '#control';
import { Database } from '#data';
import {
  createLog,
  DataDirLock,
  Lifetime,
  loadConfig,
  ShowError,
  systemClock,
  systemSurroundings,
} from '#kernel';

const EXIT_REFUSED = 2;

/** `npm run owner:reset`: for people with the server's own shell. */
async function run(): Promise<void> {
  const config = loadConfig(systemSurroundings());
  const lifetime = new Lifetime();
  try {
    // The embedded database has one process at a time: the server is stopped for this.
    if (config.databaseUrl === undefined) {
      const lock = await DataDirLock.take(config.dataDir);
      lifetime.adopt(() => lock.release());
    }
    const log = createLog({ level: 'error', pretty: true });
    const database = await Database.create({ url: config.databaseUrl, dataDir: config.dataDir, log });
    lifetime.adopt(() => database.close());
    const { owner, link } = await resetOwner({
      ...database.repositories,
      clock: systemClock,
      publicUrl: config.publicUrl,
    });
    process.stdout.write(
      `\n  The password and all sessions of ${owner.name} (${owner.email ?? 'no e-mail address'}) have ended.\n` +
        `  Open     ${link}\n` +
        '           It works once, for a day, while the server runs. A server that starts later prints a newer one.\n\n',
    );
  } finally {
    await lifetime.close();
  }
}

run().catch((error: unknown) => {
  process.stderr.write(`\n${error instanceof ShowError ? error.message : String(error)}\n`);
  process.exitCode = EXIT_REFUSED;
});
