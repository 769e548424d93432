import { z } from 'zod';
import { setting } from './setting.js';

const isStore = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, pathname } = new URL(text);
  if (protocol === 'file:') return pathname.length > 1;
  return /^https?:$/.test(protocol) && username !== '' && password !== '' && /^\/[^/]/.test(pathname);
};

/** A second place for what lasts, beside the data folder. */
export const archiveSettings = z.object({
  url: setting(z.string().max(2_000).refine(isStore).optional(), {
    env: 'S3_URL',
    says: 'Where recordings that are over are stored beside this disk, which then only keeps the newest, and where nodes share uploaded images and clips: a bucket of an S3-compatible store, or the folder of another disk.',
    expects: 'https://KEY:SECRET@HOST/BUCKET, with a prefix and ?region= where needed, or file:///FOLDER',
    defaultText: 'none: on this disk only',
    isSecret: true,
  }),
  publicUrl: setting(z.url({ protocol: /^https?$/ }).optional(), {
    env: 'S3_PUBLIC_URL',
    says: 'The address of that store as browsers reach it: downloads of recordings that are no longer on this disk go there by links that expire.',
    expects: 'an address that begins with http:// or https://',
    defaultText: 'none: downloads come through this server',
  }),
});
