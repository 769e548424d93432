// The thread that PostgreSQL runs in: a statement takes a millisecond of WebAssembly, which no other work of the
// server waits for. Prisma's adapter lives here too, so that one message asks and one answers.
import { once } from 'node:events';
import { parentPort } from 'node:worker_threads';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { loadEngine, openEngine } from './open-engine.js';
import type { Answered, Asked, Command, Failure, Opening, Transaction } from './wire.js';

const port = parentPort;
if (port === null) throw new Error('the database runs in a thread of its own');

const first = once(port, 'message') as Promise<[Opening]>;
let code: Awaited<ReturnType<typeof loadEngine>> | undefined = await loadEngine();
const [{ folder }] = await first;
const engine = await openEngine(folder, { code });
// Its files are in the engine now; what they came in would stay for ever.
code = undefined;
const adapter = await new PrismaPGlite(engine).connect();
const transactions = new Map<number, Transaction>();
let begun = 0;

function transactionOf(number: number): Transaction {
  const transaction = transactions.get(number);
  if (transaction === undefined) throw new Error('the transaction has ended');
  return transaction;
}

const queryable = (number: number | undefined) => (number === undefined ? adapter : transactionOf(number));

async function end(number: number, how: 'commit' | 'rollback'): Promise<void> {
  const transaction = transactionOf(number);
  transactions.delete(number);
  await transaction[how]();
}

async function run(command: Command): Promise<unknown> {
  switch (command.do) {
    case 'query':
      return queryable(command.transaction).queryRaw(command.query);
    case 'execute':
      return queryable(command.transaction).executeRaw(command.query);
    case 'begin': {
      const transaction = await adapter.startTransaction(command.isolation);
      begun += 1;
      transactions.set(begun, transaction);
      return { transaction: begun, options: transaction.options };
    }
    case 'commit':
    case 'rollback':
      return end(command.transaction, command.do);
    case 'script':
      await engine.exec(command.sql);
      return;
    case 'session-query':
      return (await engine.query(command.sql, [...command.parameters])).rows;
    case 'close':
      if (!engine.closed) await engine.close();
  }
}

const failureOf = (error: unknown): Failure => {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message, cause } = error;
  return { name, message, cause };
};

const say = (answer: Answered) => port.postMessage(answer);

port.on('message', async ({ id, command }: Asked) => {
  try {
    say({ id, result: await run(command) });
  } catch (error) {
    say({ id, failure: failureOf(error) });
  }
  if (command.do === 'close') port.close();
});
say({ opened: true });
