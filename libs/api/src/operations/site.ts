import { z } from 'zod';
import { IMAGE_TYPES } from '#show';
import { defineOperation } from '../define-operation.js';
import { idSchema } from '../schemas/basics.js';
import { imageBody } from '../schemas/images.js';
import * as site from '../schemas/site.js';
import { fileUpload } from './file-upload.js';

export const siteOperations = {
  get: defineOperation({
    id: 'site.get',
    route: 'GET /site',
    summary: 'Name and look of this site',
    allows: 'anybody',
    answer: site.siteSchema,
  }),
  change: defineOperation({
    id: 'site.change',
    route: 'PATCH /site',
    summary: 'Change the name, the colour or the typeface of this site',
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
  setBackground: defineOperation({
    id: 'site.setBackground',
    route: 'PUT /site/background',
    summary: 'The background of new shows: the file itself, at most 2 MiB and 4096 pixels a side',
    allows: 'site-owner',
    body: imageBody,
    bodyTypes: IMAGE_TYPES,
    answer: site.siteSchema,
    errors: ['picture-unreadable', 'picture-too-large', 'too-many-pictures', 'unsupported-type'],
  }),
  removeBackground: defineOperation({
    id: 'site.removeBackground',
    route: 'DELETE /site/background',
    summary: 'New shows have no background; those that began with it keep it',
    allows: 'site-owner',
    answer: site.siteSchema,
  }),
  intro: defineOperation({
    id: 'site.intro',
    route: 'GET /site/intro',
    summary: 'The clip that new shows begin with, and how far it is',
    allows: 'site-owner',
    answer: site.siteIntro,
  }),
  beginIntro: defineOperation({
    ...fileUpload.begin,
    id: 'site.beginIntro',
    route: 'POST /site/intro',
    summary: 'Announce the clip that new shows begin with, whose parts follow',
    allows: 'site-owner',
  }),
  addIntroPart: defineOperation({
    ...fileUpload.part,
    id: 'site.addIntroPart',
    route: 'PUT /site/intro/:fileId/part',
    summary: 'The next part of that clip; it is converted once the last one is there',
    allows: 'site-owner',
    params: z.strictObject({ fileId: idSchema }),
  }),
  removeIntro: defineOperation({
    id: 'site.removeIntro',
    route: 'DELETE /site/intro',
    summary: 'New shows begin without a clip; those that have it keep it',
    allows: 'site-owner',
  }),
} as const;
