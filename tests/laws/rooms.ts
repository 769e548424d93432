/** The rooms by column: a room may use rooms of the columns before its own, never one beside it. */
const COLUMNS = [
  ['kernel'],
  ['media', 'layout', 'protocol', 'access', 'supervision'],
  [
    'signaling',
    'stage',
    'ingest',
    'compositor',
    'showlog',
    'packager',
    'origin',
    'outputs',
    'audience',
    'cluster',
    'captions',
  ],
  ['programme-link'],
  ['show'],
  ['live', 'control'],
  ['api'],
  ['data', 'telemetry'],
  ['server', 'front', 'programme', 'outputs-process', 'ingest-process', 'supervisor', 'doctor'],
] as const;

/** The browser's rooms share only what is pure. */
const BROWSER: Record<string, readonly string[]> = {
  client: ['protocol', 'media', 'layout'],
  react: ['client', 'protocol'],
  'server-sdk': ['client'],
  web: ['client', 'protocol'],
};

const APPS_OF_A_ROOM_S_NAME = new Set(['outputs', 'ingest']);

/** `libs/stage/src/stage.ts` is of `stage`, `apps/server/src/main.ts` of `server`, `apps/outputs` of `outputs-process`. */
export function roomOf(path: string): string | undefined {
  const [, kind, name = ''] = /^(libs|apps)\/([^/]+)\//.exec(path) ?? [];
  if (kind === undefined) return undefined;
  return kind === 'apps' && APPS_OF_A_ROOM_S_NAME.has(name) ? `${name}-process` : name;
}

export function mayUse(room: string, other: string): boolean {
  if (room === other) return true;
  const browser = BROWSER[room];
  if (browser) return browser.includes(other);
  const columnOf = (name: string) =>
    COLUMNS.findIndex((column) => (column as readonly string[]).includes(name));
  const [own, theirs] = [columnOf(room), columnOf(other)];
  return own >= 0 && theirs >= 0 && theirs < own;
}
