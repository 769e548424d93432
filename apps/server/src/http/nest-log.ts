import type { LoggerService } from '@nestjs/common';
import type { Log } from '#kernel';

/** Nest's own lines in our log; what it says of its modules is of no interest to an operator. */
export class NestLog implements LoggerService {
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  log(message: unknown): void {
    this.#log.debug(`nest | ${String(message)}`);
  }

  warn(message: unknown): void {
    this.#log.warn(`nest | ${String(message)}`);
  }

  error(message: unknown): void {
    this.#log.error(`nest | ${String(message)}`);
  }

  debug(message: unknown): void {
    this.#log.debug(`nest | ${String(message)}`);
  }

  verbose(message: unknown): void {
    this.#log.debug(`nest | ${String(message)}`);
  }

  fatal(message: unknown): void {
    this.#log.error(`nest | ${String(message)}`);
  }
}
