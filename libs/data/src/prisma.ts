import { type Log, ShowError } from '#kernel';
import { Prisma, PrismaClient } from './generated/client.js';
import type { OpenDatabase } from './open-database.js';

/** Unique violation. */
export const isTaken = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';

/** What Prisma and the drivers throw for bad data: our own mistake, never worth a retry. */
const isQueryFault = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientValidationError ||
  (error instanceof Prisma.PrismaClientKnownRequestError && /^P2/.test(error.code) && !isLost(error));

/** P2024 is a pool without a free connection, P2028 a transaction that could not start. */
const isLost = (error: Prisma.PrismaClientKnownRequestError): boolean =>
  error.code === 'P2024' || error.code === 'P2028';

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
