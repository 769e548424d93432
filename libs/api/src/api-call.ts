import type { z } from 'zod';
import type { Actor } from '#access';
import type { ClientFacts } from '#control';
import type { Show } from '#show';
import type { Operation } from './operation.js';

/** A request that was admitted: who asks, and only what the operation's schemas let through. */
export interface ApiCall<O extends Operation = Operation> {
  operation: O;
  actor: Actor;
  client: ClientFacts;
  params: z.output<O['params']>;
  query: z.output<O['query']>;
  body: z.output<O['body']>;
  /** The show that the path names; it exists. */
  show: Show | undefined;
  /** Of If-Match, where the operation is versioned. */
  version: number;
  sessionToken: string | undefined;
}

/** An answer that sets headers too: a cookie, a version. */
export class Answer<T> {
  readonly body: T;
  readonly headers: Readonly<Record<string, string | string[]>>;

  constructor(body: T, headers: Record<string, string | string[]>) {
    this.body = body;
    this.headers = headers;
  }
}

export type AnswerTo<O extends Operation> = z.input<O['answer']> | Answer<z.input<O['answer']>>;
