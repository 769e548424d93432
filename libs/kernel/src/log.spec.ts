import { expect, test } from '@jest/globals';
import { createLog } from './log.js';

function written(write: (log: ReturnType<typeof createLog>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(createLog({ level: 'debug', pretty: false, to: { write: (line) => lines.push(line) } }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('a line has its fact and its fields, and those of the log that it came by', () => {
  const [line] = written((log) => log.with({ showId: 'show_1' }).info('room.method | fact', { count: 2 }));
  expect(line).toMatchObject({ msg: 'room.method | fact', showId: 'show_1', count: 2 });
});

test.each(['password', 'token', 'ticket', 'secret', 'authorization', 'cookie', 'key', 'credential'])(
  'a field named %s never shows its value, at the top and one below',
  (name) => {
    const lines = written((log) => {
      log.info('a | b', { [name]: 'hidden-value', inner: { [name]: 'hidden-value' } });
      log.with({ [name]: 'hidden-value' }).error('a | b');
    });
    expect(JSON.stringify(lines)).not.toContain('hidden-value');
    expect(JSON.stringify(lines)).toContain('[redacted]');
  },
);
