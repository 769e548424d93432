import type { ChildProcess } from 'node:child_process';

/**
 * The first message of a kind. It listens throughout: of three messages that are read at once, Node drops the
 * third for who listens again after each. A child that ends instead is an error, not a wait.
 */
export function saidByChild<Message extends { kind: string }>(
  child: ChildProcess,
  kind: Message['kind'],
): Promise<Message> {
  return new Promise((resolve, reject) => {
    const hear = (message: Message) => {
      if (message.kind !== kind) return;
      child.off('message', hear).off('exit', ended);
      resolve(message);
    };
    const ended = (code: number | null, signal: NodeJS.Signals | null) =>
      reject(new Error(`the process ended with ${code ?? signal} before it said "${kind}"`));
    child.on('message', hear).once('exit', ended);
  });
}
