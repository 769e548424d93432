import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { SiteStyle } from '#control';
import { pageNeeds } from './page-needs.js';
import { siteManifest, withSite } from './site-tags.js';

const PAGES = ['/', '/setup/*', '/join/*', '/studio/*', '/owner', '/owner/*', '/sign-in', '/follow/*'];

/** For the head of a show's page; empty where there is nothing to tell. */
export type SocialTagsFor = (showId: string, clipId?: string) => Promise<string>;

export interface WebPagesOptions {
  /** What this installation is called and looks like; it may change while the server runs. */
  site(): SiteStyle;
  socialTagsFor: SocialTagsFor;
}

/** Addresses that programs read: the answer is one for programs, whatever the request accepts. */
const NOT_FOR_PEOPLE =
  /^\/(api|live|live-reports|pictures|assets|signal|oembed|healthz|readyz|metrics)(\/|\?|$)/;

const PLAYER = /hls\.js\/src\/hls\.ts$/;
const SHOW_PAGES = [
  ['/watch/:showId', [/watch\/watch-page\.tsx$/, PLAYER]],
  ['/watch/:showId/clips/:clipId', [/clips\/clip-page\.tsx$/]],
  ['/embed/:showId', [/embed\/embed-page\.tsx$/, PLAYER]],
] as const;
const SOCIAL_MARK = '<!--social-->';

/** Hashed assets for ever; the one HTML page for every address of the web app, never cached. */
export async function addWebPages(
  fastify: FastifyInstance,
  webFolder: string,
  { site, socialTagsFor }: WebPagesOptions,
): Promise<void> {
  const indexPath = join(webFolder, 'index.html');
  if (!existsSync(indexPath)) return;
  const text = await readFile(indexPath, 'utf8');
  const named = (html: string) => withSite(html, site());
  fastify.get('/site.webmanifest', (_request, reply) => {
    void reply
      .header('cache-control', 'no-cache')
      .type('application/manifest+json')
      .send(siteManifest(site()));
  });
  await fastify.register(fastifyStatic, {
    root: webFolder,
    index: false,
    wildcard: false,
    // The build has each file as .br and .gz beside it.
    preCompressed: true,
    setHeaders: (reply, path) => {
      const isHashed = path.includes(`${webFolder}/assets/`);
      void reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  for (const page of PAGES) {
    fastify.get(page, (_request, reply) => {
      void reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(named(text));
    });
  }
  for (const [page, sources] of SHOW_PAGES) {
    // Behind the page's own script, which is wanted first.
    const needing = text.replace('</head>', `  ${await pageNeeds(webFolder, text, sources)}\n  </head>`);
    const [before = '', after = ''] = needing.split(SOCIAL_MARK, 2);
    fastify.get<{ Params: { showId: string; clipId?: string } }>(page, async (request, reply) => {
      const tags = await socialTagsFor(request.params.showId, request.params.clipId);
      return reply
        .header('cache-control', 'no-cache')
        .type('text/html; charset=utf-8')
        .send(named(before) + tags + named(after));
    });
  }
  // A person who mistyped an address gets the page that says so, in their language.
  fastify.get('/*', (request, reply) => {
    const isPerson = request.headers.accept?.includes('text/html') && !NOT_FOR_PEOPLE.test(request.url);
    if (!isPerson) return reply.callNotFound();
    return reply
      .code(404)
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(named(text));
  });
}
