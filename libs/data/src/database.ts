import type { Log } from '#kernel';
import { loadEmbedded, openEmbedded } from './embedded/open-embedded.js';
import { migrate } from './migrations/migrate.js';
import { findMigrationsDir, readMigrations } from './migrations/read-migrations.js';
import type { OpenDatabase } from './open-database.js';
import { createPrisma } from './prisma.js';
import { ApiKeysRepository } from './repositories/api-keys.js';
import { AppearancesRepository } from './repositories/appearances.js';
import { AudienceQualityRepository } from './repositories/audience-quality.js';
import { AudienceStateRepository } from './repositories/audience-state.js';
import { AuditRepository } from './repositories/audit.js';
import { BansRepository } from './repositories/bans.js';
import { ChangesRepository } from './repositories/changes.js';
import { ChatRepository } from './repositories/chat.js';
import { FollowersRepository } from './repositories/followers.js';
import { HandsRepository } from './repositories/hands.js';
import { HeldMessagesRepository } from './repositories/held-messages.js';
import { IdempotencyRepository } from './repositories/idempotency.js';
import { InputsRepository } from './repositories/inputs.js';
import { InvitationsRepository } from './repositories/invitations.js';
import { JobsRepository } from './repositories/jobs.js';
import { MediaRepository } from './repositories/media.js';
import { NodesRepository } from './repositories/nodes.js';
import { OutputsRepository } from './repositories/outputs.js';
import { OwnershipsRepository } from './repositories/ownerships.js';
import { PeopleRepository } from './repositories/people.js';
import { PollsRepository } from './repositories/polls.js';
import { QuestionsRepository } from './repositories/questions.js';
import { RetentionRepository } from './repositories/retention.js';
import { RoleGrantsRepository } from './repositories/role-grants.js';
import { ScenesRepository } from './repositories/scenes.js';
import { SessionsRepository } from './repositories/sessions.js';
import { SettingsRepository } from './repositories/settings.js';
import { ShowsRepository } from './repositories/shows.js';
import { SiteDefencesRepository } from './repositories/site-defences.js';
import { VisitsRepository } from './repositories/visits.js';
import { WebhooksRepository } from './repositories/webhooks.js';
import { warmUpQueries } from './warm-up.js';

export interface DatabaseOptions {
  /** A PostgreSQL server; without it the embedded one under `dataDir`. */
  url?: string | undefined;
  dataDir: string;
  log: Log;
  /** By `Database.load`. */
  loaded?: LoadedDatabase | undefined;
  /** Only tests bring their own. */
  migrationsDir?: string;
}

/** The embedded database's thread, which has opened nothing. */
export type LoadedDatabase = ReturnType<typeof loadEmbedded>;

function createRepositories(prisma: ReturnType<typeof createPrisma>) {
  return {
    settings: new SettingsRepository(prisma),
    people: new PeopleRepository(prisma),
    sessions: new SessionsRepository(prisma),
    invitations: new InvitationsRepository(prisma),
    apiKeys: new ApiKeysRepository(prisma),
    inputs: new InputsRepository(prisma),
    outputs: new OutputsRepository(prisma),
    scenes: new ScenesRepository(prisma),
    media: new MediaRepository(prisma),
    shows: new ShowsRepository(prisma),
    followers: new FollowersRepository(prisma),
    roleGrants: new RoleGrantsRepository(prisma),
    idempotency: new IdempotencyRepository(prisma),
    webhooks: new WebhooksRepository(prisma),
    retention: new RetentionRepository(prisma),
    appearances: new AppearancesRepository(prisma),
    audienceQuality: new AudienceQualityRepository(prisma),
    audienceState: new AudienceStateRepository(prisma),
    chat: new ChatRepository(prisma),
    heldMessages: new HeldMessagesRepository(prisma),
    siteDefences: new SiteDefencesRepository(prisma),
    questions: new QuestionsRepository(prisma),
    polls: new PollsRepository(prisma),
    hands: new HandsRepository(prisma),
    bans: new BansRepository(prisma),
    jobs: new JobsRepository(prisma),
    audit: new AuditRepository(prisma),
    visits: new VisitsRepository(prisma),
    ownerships: new OwnershipsRepository(prisma),
    nodes: new NodesRepository(prisma),
    changes: new ChangesRepository(prisma),
  };
}

export type Repositories = ReturnType<typeof createRepositories>;

/** The migrated database and its repositories. Nobody outside this room sees Prisma. */
export class Database {
  readonly kind: OpenDatabase['kind'];
  readonly repositories: Repositories;
  readonly #open: OpenDatabase;
  readonly #prisma: ReturnType<typeof createPrisma>;
  #closing: Promise<void> | undefined;

  /** Begins what takes time and needs no folder; nothing where `url` names a server. */
  static load({ url }: Pick<DatabaseOptions, 'url'>): LoadedDatabase | undefined {
    return url === undefined ? loadEmbedded() : undefined;
  }

  /** The first query of a process compiles Prisma's planner; after this it is compiled. */
  static warmUp(): Promise<void> {
    return warmUpQueries();
  }

  static async create(options: DatabaseOptions): Promise<Database> {
    const open =
      options.url === undefined
        ? await openEmbedded(options.dataDir, options.log, options.loaded)
        : await (await import('./open-server.js')).openServer(options.url, options.log);
    try {
      const migrations = await readMigrations(options.migrationsDir ?? findMigrationsDir());
      await open.session((session) => migrate(session, migrations, options.log));
      return new Database(open, createPrisma(open, options.log));
    } catch (error) {
      await open.close();
      throw error;
    }
  }

  private constructor(open: OpenDatabase, prisma: ReturnType<typeof createPrisma>) {
    this.kind = open.kind;
    this.#open = open;
    this.#prisma = prisma;
    this.repositories = createRepositories(prisma);
  }

  /** Throws `database-unavailable` when it does not answer. */
  async ping(): Promise<void> {
    await this.#prisma.$queryRaw`SELECT 1`;
  }

  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    await this.#prisma.$disconnect();
    await this.#open.close();
  }
}
