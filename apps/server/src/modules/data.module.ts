import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Database, type LoadedDatabase } from '#data';
import type { Log, ProsceniumConfig } from '#kernel';
import { CONFIG, LOADED_DATABASE, LOG } from './tokens.js';

@Module({
  providers: [
    {
      provide: Database,
      inject: [CONFIG, LOG, LOADED_DATABASE],
      useFactory: ({ databaseUrl: url, dataDir }: ProsceniumConfig, log: Log, loaded?: LoadedDatabase) =>
        Database.create({ url, dataDir, log, loaded }),
    },
  ],
  exports: [Database],
})
export class DataModule implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly database: Database) {}

  onApplicationShutdown(): Promise<void> {
    return this.database.close();
  }
}
