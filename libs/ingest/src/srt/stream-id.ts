const ACCESS_CONTROL = '#!::';

/** The key in a stream id: all of it, or the resource of SRT's access control syntax (`#!::r=KEY,m=publish`). */
export function keyOfStreamId(streamId: string): string {
  if (!streamId.startsWith(ACCESS_CONTROL)) return streamId;
  const fields = streamId.slice(ACCESS_CONTROL.length).split(',');
  return fields.find((field) => field.startsWith('r='))?.slice(2) ?? '';
}
