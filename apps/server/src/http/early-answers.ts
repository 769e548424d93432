import type { FastifyInstance } from 'fastify';
import type { Clock } from '#kernel';

/** Time for a client that is still sending to read its answer. */
const READ_AWAY_MS = 1_000;

/**
 * An answer may come before its request was read, such as a refusal of a body that is too large. To close the
 * connection at once would reset it under the sender, who then never reads why. So what still comes is read away for a
 * moment, and only then does the connection end.
 */
export function readAwayAfterEarlyAnswers(fastify: FastifyInstance, clock: Clock): void {
  fastify.addHook('onSend', async ({ raw: request }, reply) => {
    if (request.complete || reply.getHeader('connection') !== 'close') return;
    reply.removeHeader('connection');
    reply.raw.once('finish', () => {
      const cancel = clock.after(READ_AWAY_MS, () => request.socket.destroy());
      request.once('end', cancel).once('close', cancel);
    });
  });
}
