import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { type FileOperations, type NameOperations, trackChanges } from './track-changes.js';

type Options = Parameters<NodeFS['init']>[1];

interface NodeFileSystem {
  node_ops: NameOperations;
  stream_ops: FileOperations & { fsync?(stream: { nfd: number; node: object }): number };
}

/**
 * The folder of the embedded database. PGlite's own file system answers each fsync of PostgreSQL with success and does
 * nothing, so that a loss of power could undo acknowledged commits or damage the files.
 */
export class DurableFolder extends NodeFS {
  readonly #sync: (descriptor: number) => void;
  #isOpening = true;

  /** `sync` makes an open file or folder survive a loss of power. What is in the folder must already do so. */
  constructor(folder: string, sync: (descriptor: number) => void) {
    super(folder);
    this.#sync = sync;
  }

  override async init(engine: PGlite, options: Options): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(engine, options);
    const wire = (module: object) => this.#wire((module as { NODEFS: NodeFileSystem }).NODEFS);
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), wire] } };
  }

  /** To be called when the database is open. */
  opened(): void {
    this.#isOpening = false;
  }

  #wire({ node_ops: names, stream_ops: files }: NodeFileSystem): void {
    const changed = trackChanges(names, files);
    files.fsync = ({ nfd, node }) => {
      // After a crash PostgreSQL first syncs all of its thousand files one after the other, which takes seconds.
      if (this.#isOpening && !changed.has(node)) return 0;
      this.#sync(nfd);
      changed.delete(node);
      return 0;
    };
  }
}
