import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import type { ImageStore } from '#show';

/** What people uploaded: shown as an image on any page, and never run as anything else. */
export function addImages(fastify: FastifyInstance, images: ImageStore): void {
  fastify.get<{ Params: { showId: string; id: string } }>('/pictures/:showId/:id', async (request, reply) => {
    const { showId, id } = request.params;
    const found = await images.open(showId, id);
    const bytes = found && (await readFile(found.path).catch(() => undefined));
    if (!found || !bytes) return reply.status(404).header('cache-control', 'no-store').send();
    return reply
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('access-control-allow-origin', '*')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .type(found.contentType)
      .send(bytes);
  });
}
