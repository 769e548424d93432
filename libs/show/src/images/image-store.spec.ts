import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { seededRandom } from '../../../../tests/support/kernel/seeded-random.js';
import { temporaryFolder } from '../../../../tests/support/kernel/temporary-folder.js';
import { imageFacts } from './image-facts.js';
import { IMAGE_LIMITS, ImageStore } from './image-store.js';

let folder: ReturnType<typeof temporaryFolder>;
let images: ImageStore;
beforeEach(() => {
  folder = temporaryFolder();
  images = new ImageStore({ folder: folder.path });
});
afterEach(() => folder.remove());

const canvas = createCanvas(48, 32);
const png = canvas.toBuffer('image/png');
const jpeg = canvas.toBuffer('image/jpeg');
const webp = canvas.toBuffer('image/webp');

test('an image is known by its bytes, whatever they are called', () => {
  for (const [file, type] of [
    [png, 'image/png'],
    [jpeg, 'image/jpeg'],
    [webp, 'image/webp'],
  ] as const)
    expect(imageFacts(file)).toEqual({ type, widthPx: 48, heightPx: 32 });
});

test('what is no image of these, or is cut off, is refused', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  for (const file of [svg, Buffer.alloc(0), png.subarray(0, 18), jpeg.subarray(0, 20), webp.subarray(0, 18)])
    await expect(images.add('show_1', file)).rejects.toMatchObject({ code: 'picture-unreadable' });
  const huge = Buffer.from(png);
  huge.writeUInt32BE(IMAGE_LIMITS.sidePx + 1, 16);
  await expect(images.add('show_1', huge)).rejects.toMatchObject({ code: 'picture-too-large' });
});

test('fill bytes before a marker hide no size: the header is read as the decoder reads it', async () => {
  const large = createCanvas(200, 100).toBuffer('image/jpeg');
  const fill = Buffer.alloc(3, 0xff);
  const filled = Buffer.concat([large.subarray(0, 2), fill, large.subarray(2)]);
  expect(imageFacts(filled)).toEqual({ type: 'image/jpeg', widthPx: 200, heightPx: 100 });
  expect(await loadImage(filled)).toMatchObject({ width: 200, height: 100 });
});

test.each([
  ['png', png],
  ['jpeg', jpeg],
  ['webp', webp],
])('of a %s only what is seen is kept: nothing that stood beside it', async (_type, file) => {
  const hidden = Buffer.from('<script>alert(document.domain)</script>');
  const { id } = await images.add('show_1', Buffer.concat([file, hidden]));
  const kept = Buffer.from(images.find('show_1', id) ?? []);
  expect(kept.includes(hidden)).toBe(false);
  expect(imageFacts(kept)).toMatchObject({ widthPx: 48, heightPx: 32 });
});

test('a file that has a header and no image is refused', async () => {
  for (const file of [
    png.subarray(0, 40),
    jpeg.subarray(0, 200),
    Buffer.concat([webp.subarray(0, 30), Buffer.alloc(50)]),
  ])
    await expect(images.add('show_1', file)).rejects.toMatchObject({ code: 'picture-unreadable' });
});

test('bytes of any kind are an image or none, and never an error', () => {
  const random = seededRandom(7);
  for (let round = 0; round < 3_000; round += 1) {
    const file = Buffer.from([png, jpeg, webp][round % 3] ?? png);
    for (let hit = 0; hit < 4; hit += 1) file[Math.floor(random() * 60)] = Math.floor(random() * 256);
    const facts = imageFacts(file.subarray(0, Math.floor(random() * file.length)));
    if (facts !== undefined) expect(facts.widthPx).toBeGreaterThanOrEqual(0);
  }
});

test('a programme finds the same bytes each time, only those of its own show, until they are removed', async () => {
  const { id } = await images.add('show_1', png);
  const found = images.find('show_1', id);
  expect(imageFacts(found ?? new Uint8Array())).toEqual({ type: 'image/png', widthPx: 48, heightPx: 32 });
  expect(images.find('show_1', id)).toBe(found);
  expect(images.find('show_2', id)).toBeUndefined();
  expect(await images.list('show_1')).toMatchObject([{ id, contentType: 'image/png' }]);
  await images.remove('show_1', id);
  expect(images.find('show_1', id)).toBeUndefined();
  await expect(images.remove('show_1', id)).rejects.toMatchObject({ code: 'picture-not-found' });
});

test('no name leads out of the folder', async () => {
  for (const name of ['../secret.png', '..', 'pic_x.svg', 'pic_../../x.png', '.', ''])
    expect([images.find('show_1', name), await images.open('show_1', name)]).toEqual([undefined, undefined]);
  expect(await images.open('..', 'pic_1.png')).toBeUndefined();
  await expect(images.remove('show_1', '../x')).rejects.toMatchObject({ code: 'picture-not-found' });
});

test('a show has so many and no more, and none when it is gone', async () => {
  const few = new ImageStore({ folder: folder.path, limits: { ...IMAGE_LIMITS, perShow: 3 } });
  for (let count = 0; count < 3; count += 1) await few.add('show_1', png);
  await expect(few.add('show_1', png)).rejects.toMatchObject({ code: 'too-many-pictures' });
  const limits = { ...IMAGE_LIMITS, bytesPerShow: Math.floor(1.5 * png.length) };
  const small = new ImageStore({ folder: folder.path, limits });
  await small.add('show_2', png);
  await expect(small.add('show_2', png)).rejects.toMatchObject({ code: 'too-many-pictures' });
  await images.removeAll('show_1');
  expect(await images.list('show_1')).toEqual([]);
});

test('many that come at once get no more room than one after the other', async () => {
  const few = new ImageStore({ folder: folder.path, limits: { ...IMAGE_LIMITS, perShow: 3 } });
  const added = await Promise.allSettled(Array.from({ length: 12 }, () => few.add('show_1', png)));
  expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
  expect(await few.list('show_1')).toHaveLength(3);
});

test('an image of the site is found as one of each show, and listed and deleted as none of theirs', async () => {
  const { id } = await images.add('site', png);
  const own = await images.add('show_1', jpeg);
  expect(images.find('show_1', id)).toEqual(images.find('site', id));
  expect((await images.open('show_1', id))?.path).toContain('/site/');
  expect(await images.list('show_1')).toMatchObject([{ id: own.id }]);
  await expect(images.remove('show_1', id)).rejects.toMatchObject({ code: 'picture-not-found' });
  // Those of a show are nobody else's.
  expect(images.find('site', own.id)).toBeUndefined();
  expect(images.find('show_2', own.id)).toBeUndefined();
});
