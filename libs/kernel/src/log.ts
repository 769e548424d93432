import { pino } from 'pino';
import { sourceStack } from './source-stack.js';

export interface LogFields {
  [key: string]: unknown;
}

/** A line is `room.method | fact` with structured ids. */
export interface Log {
  debug(fact: string, fields?: LogFields): void;
  info(fact: string, fields?: LogFields): void;
  warn(fact: string, fields?: LogFields): void;
  error(fact: string, fields?: LogFields): void;
  /** A log whose lines all carry these fields. */
  with(fields: LogFields): Log;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

const SECRET_KEYS = ['password', 'token', 'ticket', 'secret', 'authorization', 'cookie', 'key', 'credential'];
const redact = { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`]), censor: '[redacted]' };

type Pino = ReturnType<typeof pino>;

function wrap(line: Pino): Log {
  return {
    debug: (fact, fields = {}) => line.debug(fields, fact),
    info: (fact, fields = {}) => line.info(fields, fact),
    warn: (fact, fields = {}) => line.warn(fields, fact),
    error: (fact, fields = {}) => line.error(fields, fact),
    with: (fields) => wrap(line.child(fields)),
  };
}

/** What pino writes of an error, with the places of our sources. */
function serializeError(error: Error): unknown {
  const fields: unknown = pino.stdSerializers.err(error);
  if (typeof fields !== 'object' || fields === null || !('stack' in fields)) return fields;
  return { ...fields, stack: typeof fields.stack === 'string' ? sourceStack(fields.stack) : fields.stack };
}

/** JSON on a server, readable on a terminal. */
export function createLog(options: {
  level: LogLevel;
  pretty: boolean;
  /** Instead of standard output. */
  to?: { write(line: string): void };
}): Log {
  const transport = options.pretty
    ? {
        transport: {
          target: 'pino-pretty',
          options: { ignore: 'pid,hostname', translateTime: 'HH:MM:ss.l' },
        },
      }
    : {};
  const settings = { level: options.level, redact, serializers: { error: serializeError } };
  return wrap(options.to === undefined ? pino({ ...settings, ...transport }) : pino(settings, options.to));
}

export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  with: () => silentLog,
};
