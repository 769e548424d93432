import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '#data';
import type { Log, ProsceniumConfig } from '#kernel';
import { CONFIG, LOG } from './tokens.js';

@Module({
  providers: [
    {
      provide: Database,
      inject: [CONFIG, LOG],
      useFactory: ({ databaseUrl: url, dataDir }: ProsceniumConfig, log: Log) =>
        Database.create({ url, dataDir, log }),
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
