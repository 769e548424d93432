import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A place in a compiled file of ours, as V8 writes it into a stack. */
const PLACE = /(file:\/\/[^\s()]+\.js):(\d+):(\d+)/g;
/** Far fewer files fail than there are, and a map takes some hundred kilobytes once it is read. */
const MAPS_AT_MOST = 16;

const maps = new Map<string, SourceMap | undefined>();

/** Nothing for a file without a map, such as those of others. */
function mapOf(url: string): SourceMap | undefined {
  if (maps.has(url)) return maps.get(url);
  if (maps.size >= MAPS_AT_MOST) maps.clear();
  const map = readMap(url);
  maps.set(url, map);
  return map;
}

function readMap(url: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(fileURLToPath(`${url}.map`), 'utf8')) as SourceMapPayload);
  } catch {
    return undefined;
  }
}

/**
 * A stack with the places of the sources. Node's own `--enable-source-maps` keeps the map of every module that is
 * loaded, several megabytes in each process, for stacks that are seldom printed.
 */
export const sourceStack = (stack: string): string =>
  stack.replace(PLACE, (place, url: string, line: string, column: string) => {
    const origin = mapOf(url)?.findOrigin(Number(line), Number(column));
    if (!origin || !('fileName' in origin)) return place;
    return `${new URL(origin.fileName, url).href}:${origin.lineNumber}:${origin.columnNumber}`;
  });
