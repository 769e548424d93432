import { type Log, ShowError } from '#kernel';
import { Prisma, PrismaClient } from './generated/client.js';
import type { OpenDatabase } from './open-database.js';

/** Unique violation. */
export const isTaken = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';

/** The request cannot succeed, however often it is repeated: a broken constraint, a value that does not fit, a row that is not there. */
const LASTING = new Set(['P2000', 'P2002', 'P2003', 'P2004', 'P2011', 'P2014', 'P2020', 'P2025', 'P2033']);

/** Our own mistake or the asker's, never worth a retry. Everything else is a database that did not answer. */
const isQueryFault = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientValidationError ||
  (error instanceof Prisma.PrismaClientKnownRequestError && LASTING.has(error.code));

export const unavailable = (cause: unknown): ShowError =>
  new ShowError({
    code: 'database-unavailable',
    message: 'The database does not answer. Try again in a moment.',
    blame: 'us',
    retry: true,
    status: 503,
    cause,
  });

/** A client whose connection faults say so in our own words. */
export function createPrisma(open: OpenDatabase, log: Log): PrismaClient {
  const client = new PrismaClient({ adapter: open.adapter });
  const guarded = client.$extends({
    query: {
      $allOperations: async ({ args, query, model, operation }) => {
        try {
          return await query(args);
        } catch (error) {
          if (error instanceof ShowError || isQueryFault(error)) throw error;
          log.warn('data.query | failed', { model, operation, error });
          throw unavailable(error);
        }
      },
    },
  });
  return guarded as unknown as PrismaClient;
}
