import { spawn } from 'node:child_process';

const lastLinesKept = 25;
const ends = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** A tool failed: its last lines of output, and how it ended. */
export class ToolFailed extends Error {
  constructor(command, args, ending, lastLines) {
    super(`${[command, ...args].join(' ')} ended with ${ending}`);
    this.lastLines = lastLines;
  }
}

/** Runs one tool to its end. `onLine` receives each line of stdout and stderr, `log` receives both whole. */
export function runTool(command, args, { cwd, env, log, onLine = () => {} } = {}) {
  return new Promise((resolve, reject) => {
    const recent = [];
    let rest = '';
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const read = (chunk) => {
      log?.write(chunk);
      const lines = (rest + chunk).split(/\r?\n|\r/);
      rest = lines.pop();
      for (const line of lines.filter((line) => line.trim() !== '')) {
        recent.push(line);
        if (recent.length > lastLinesKept) recent.shift();
        onLine(line);
      }
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    // Ctrl-C ends the tool; the promise rejects, so that the caller can remove partial results.
    let wasInterrupted = false;
    const interrupt = () => {
      wasInterrupted = true;
      child.kill('SIGTERM');
    };
    for (const signal of ends) process.on(signal, interrupt);
    child.on('error', (error) => reject(new ToolFailed(command, args, error.code ?? error.message, [])));
    child.on('close', (code, signal) => {
      for (const end of ends) process.off(end, interrupt);
      if (wasInterrupted) return reject(new ToolFailed(command, args, 'an interruption', []));
      if (code === 0) return resolve();
      reject(new ToolFailed(command, args, signal ?? `exit code ${code}`, [...recent, rest].filter(Boolean)));
    });
  });
}
