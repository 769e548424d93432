import { IMAGE_TYPES } from '#show';
import { defineOperation } from '../define-operation.js';
import { imageBody } from '../schemas/images.js';
import * as site from '../schemas/site.js';

export const siteOperations = {
  get: defineOperation({
    id: 'site.get',
    route: 'GET /site',
    summary: 'Name, colour and logo of this site',
    allows: 'anybody',
    answer: site.siteSchema,
  }),
  change: defineOperation({
    id: 'site.change',
    route: 'PATCH /site',
    summary: 'Change the name or the colour of this site',
    allows: 'site-owner',
    body: site.siteBody,
    answer: site.siteSchema,
  }),
  setLogo: defineOperation({
    id: 'site.setLogo',
    route: 'PUT /site/logo',
    summary: 'The logo of this site: the file itself, at most 2 MiB and 4096 pixels a side',
    allows: 'site-owner',
    body: imageBody,
    bodyTypes: IMAGE_TYPES,
    answer: site.siteSchema,
    errors: ['picture-unreadable', 'picture-too-large', 'too-many-pictures', 'unsupported-type'],
  }),
  removeLogo: defineOperation({
    id: 'site.removeLogo',
    route: 'DELETE /site/logo',
    summary: 'Remove the logo of this site',
    allows: 'site-owner',
    answer: site.siteSchema,
  }),
} as const;
