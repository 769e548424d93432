/** What a snapshot's state refers to by name; a name that is missing is a torn snapshot. */
export function namedBytes(bytes: ReadonlyMap<string, Buffer>, name: string): Buffer {
  const found = bytes.get(name);
  if (!found) throw new RangeError(`the snapshot lacks ${name}`);
  return found;
}
