/** What Emscripten knows of one file or folder, as long as it has that name. */
interface FileNode {
  parent: FileNode;
}

interface FileStream {
  node: FileNode;
}

/** Operations of Emscripten's file system on names. */
export interface NameOperations {
  setattr(node: FileNode, attributes: object): void;
  mknod(parent: FileNode, ...rest: unknown[]): FileNode;
  rename(node: FileNode, newParent: FileNode, name: string): void;
  unlink(parent: FileNode, name: string): void;
}

/** Operations of Emscripten's file system on open files. */
export interface FileOperations {
  setattr(stream: FileStream, attributes: object): void;
  write(stream: FileStream, ...rest: unknown[]): number;
}

function after<Args extends unknown[], Result>(
  operation: (...args: Args) => Result,
  note: (args: Args, result: Result) => void,
): (...args: Args) => Result {
  return (...args) => {
    const result = operation(...args);
    note(args, result);
    return result;
  };
}

/** Notes from now on each file that is written, and each folder in which a name changes. */
export function trackChanges(names: NameOperations, files: FileOperations): WeakSet<object> {
  const changed = new WeakSet<object>();
  const note = (...nodes: FileNode[]) => {
    for (const node of nodes) changed.add(node);
  };
  files.write = after(files.write, ([{ node }]) => note(node));
  files.setattr = after(files.setattr, ([{ node }]) => note(node));
  names.setattr = after(names.setattr, ([node]) => note(node));
  names.mknod = after(names.mknod, ([parent], node) => note(parent, node));
  names.unlink = after(names.unlink, ([parent]) => note(parent));
  names.rename = after(names.rename, ([node, newParent]) => note(node, node.parent, newParent));
  return changed;
}
