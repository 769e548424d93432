import type { Lifetime } from '#kernel';
import type { ServerUnderTest } from '../support/server/server-under-test.js';
import type { ShowOptions, ShowUnderTest } from '../support/server/show-under-test.js';

/** What a fault may do to a running show. */
export interface StruckShow {
  show: ShowUnderTest;
  /** The server of now: a fault that kills it puts the next one here. */
  server: ServerUnderTest;
  /** The harm begins now, and not when it was begun to look for what to strike. */
  begins(): void;
  /** Lets time pass with the fault in place. */
  hold(ms: number): Promise<void>;
  /** Something worth a line in the report. */
  note(fact: string): void;
}

export interface Fault {
  /** As the file. Its bounds are in `promises.ts`. */
  name: string;
  title: string;
  show?: ShowOptions;
  /** Prepares what has to be there before the server starts; answers with its undoing. */
  prepare?(): Promise<{ options: ShowOptions; undo(): Promise<void> }>;
  /** Where the viewer comes from, when that is not the server itself. */
  viewerFrom?(show: ShowUnderTest, lifetime: Lifetime): Promise<string>;
  /** Faults with the same way to their viewer may share a show; without it a way of its own is nobody else's. */
  way?: string;
  /** The server of the show is gone afterwards: no other fault can strike the same one. */
  endsServer?: true;
  /** Does the harm, and undoes it where harm can be undone. Resolves when the show is left to itself. */
  strike(struck: StruckShow): Promise<void>;
}
