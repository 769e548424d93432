/** What the server takes unchanged; a larger image is scaled down before it is sent. */
const MOST_BYTES = 2 * 1024 * 1024;
const MOST_SIDE_PX = 4_096;
const DRAWN_SIDE_PX = 1_920;
const DRAWN_QUALITY = 0.85;
export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp'];

/** Its code is one of those that the server uses for the same thing. */
class ImageFault extends Error {
  readonly code: string;

  constructor(code: 'picture-unreadable' | 'picture-too-large') {
    super(code);
    this.code = code;
  }
}

/** A photo as a phone takes it has several times what a poster needs. */
export async function fitImage(file: Blob): Promise<Blob> {
  if (!IMAGE_TYPES.includes(file.type)) throw new ImageFault('picture-unreadable');
  const image = await createImageBitmap(file).catch(() => {
    throw new ImageFault('picture-unreadable');
  });
  try {
    const longSidePx = Math.max(image.width, image.height);
    if (file.size <= MOST_BYTES && longSidePx <= MOST_SIDE_PX) return file;
    return await drawSmaller(image, Math.min(1, DRAWN_SIDE_PX / longSidePx));
  } finally {
    image.close();
  }
}

async function drawSmaller(image: ImageBitmap, scale: number): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const drawn = await new Promise<Blob | null>((resolve) =>
    canvas.toBlob(resolve, 'image/webp', DRAWN_QUALITY),
  );
  if (drawn === null || drawn.size > MOST_BYTES) throw new ImageFault('picture-too-large');
  return drawn;
}
