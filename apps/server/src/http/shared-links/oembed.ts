import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { escapeHtml } from './escape-html.js';
import type { FindShared, SharedShow } from './shared-show.js';

interface Size {
  width: number;
  height: number;
}

export interface OembedOptions {
  find: FindShared;
  size: Size;
  publicUrl: string;
  siteName(): string;
}

const aSide = z.coerce.number().int().min(1).max(10_000).optional();
const query = z.object({
  url: z.string().max(2_000),
  format: z.string().max(10).optional(),
  maxwidth: aSide,
  maxheight: aSide,
});

const SHOW_PAGE = /^\/(?:watch|embed)\/([\w-]{1,80})\/?$/;

/** The show that an address of ours leads to; nothing for other people's addresses. */
function showIdOf(address: string, publicUrl: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const [url, own] = [new URL(address), new URL(publicUrl)];
  if (url.origin !== own.origin) return undefined;
  return SHOW_PAGE.exec(url.pathname)?.[1];
}

/** As large as asked at most, in the programme's shape. */
export function fitted(size: Size, maxWidth = size.width, maxHeight = size.height): Size {
  const scale = Math.min(1, maxWidth / size.width, maxHeight / size.height);
  return {
    width: Math.max(1, Math.floor(size.width * scale)),
    height: Math.max(1, Math.floor(size.height * scale)),
  };
}

/** A rich answer of the oEmbed specification (1.0, 2.3.4.2: video). */
export function oembedAnswer(
  show: SharedShow,
  { width, height }: Size,
  { publicUrl, siteName }: { publicUrl: string; siteName: string },
) {
  const [src, title] = [escapeHtml(show.embedUrl), escapeHtml(show.title)];
  return {
    version: '1.0',
    type: 'video',
    provider_name: siteName,
    provider_url: publicUrl,
    title: show.title,
    width,
    height,
    html:
      `<iframe src="${src}" title="${title}" width="${width}" height="${height}" ` +
      'allow="autoplay; fullscreen; picture-in-picture" allowfullscreen style="border:0"></iframe>',
  };
}

/** `/oembed?url=`: how other sites show a show of ours in their pages. */
export function addOembed(
  fastify: FastifyInstance,
  { find, size, publicUrl, siteName }: OembedOptions,
): void {
  fastify.get('/oembed', async (request, reply) => {
    reply.header('access-control-allow-origin', '*').header('cache-control', 'public, max-age=60');
    const asked = query.safeParse(request.query);
    if (!asked.success) return reply.status(400).send();
    const { url, format, maxwidth, maxheight } = asked.data;
    if (format !== undefined && format !== 'json') return reply.status(501).send();
    const showId = showIdOf(url, publicUrl);
    const show = showId === undefined ? undefined : await find(showId);
    if (show === undefined) return reply.status(404).send();
    return reply
      .type('application/json; charset=utf-8')
      .send(oembedAnswer(show, fitted(size, maxwidth, maxheight), { publicUrl, siteName: siteName() }));
  });
}
