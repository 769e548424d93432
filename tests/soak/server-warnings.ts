const WARNING = 40;

/** What the server itself complained about, and how often: `room.method | fact` is the same for all of a kind. */
export function warningsIn(lines: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const line of lines) {
    if (!line.startsWith('{')) continue;
    const { level, msg, reason } = JSON.parse(line) as { level: number; msg: string; reason?: unknown };
    if (level < WARNING) continue;
    const key = typeof reason === 'string' ? `${msg} (${reason})` : msg;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}
