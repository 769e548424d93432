import { fileURLToPath } from 'node:url';
import { DiskObjects } from './disk-objects.js';
import type { ObjectStore } from './object-store.js';
import type { S3Place } from './s3-objects.js';

const ANY_REGION = 'us-east-1';

/**
 * The store of `https://KEY:SECRET@HOST/BUCKET/PREFIX?region=REGION`, or of `file:///FOLDER`. Throws a TypeError for what
 * is neither. The client of S3 is only loaded where there is one.
 */
export async function openObjects(url: string, publicUrl?: string): Promise<ObjectStore> {
  const place = placeOf(url, publicUrl);
  if ('folder' in place) return new DiskObjects(place.folder);
  const { S3Objects } = await import('./s3-objects.js');
  return new S3Objects(place);
}

export function placeOf(text: string, publicUrl?: string): { folder: string } | S3Place {
  const url = new URL(text);
  if (url.protocol === 'file:') return { folder: fileURLToPath(url) };
  const [bucket = '', ...steps] = url.pathname.split('/').filter((step) => step !== '');
  if (!/^https?:$/.test(url.protocol) || bucket === '' || url.username === '' || url.password === '')
    throw new TypeError('neither https://KEY:SECRET@HOST/BUCKET nor file:///FOLDER');
  return {
    endpoint: `${url.protocol}//${url.host}`,
    region: url.searchParams.get('region') ?? ANY_REGION,
    accessKeyId: decodeURIComponent(url.username),
    secretAccessKey: decodeURIComponent(url.password),
    bucket,
    prefix: steps.map((step) => `${step}/`).join(''),
    publicEndpoint: publicUrl,
  };
}
