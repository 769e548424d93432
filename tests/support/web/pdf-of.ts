import type { Canvas } from '@napi-rs/canvas';

/** Before what is object number 3: the catalogue and the list of pages. */
const FIRST_ID = 3;
const OBJECTS_A_PAGE = 3;
const JPEG_QUALITY = 88;

const text = (value: string): Buffer => Buffer.from(value, 'latin1');

/** Points, as a projector's page has them. */
const PAGE = '1280 720';
const DRAWING = '1280 0 0 720 0 0 cm /I Do';

function page(image: Canvas, id: number): Buffer[] {
  const jpeg = image.toBuffer('image/jpeg', JPEG_QUALITY);
  const size = `/Width ${image.width}/Height ${image.height}`;
  return [
    text(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${PAGE}]/Contents ${id + 1} 0 R/Resources<</XObject<</I ${id + 2} 0 R>>>>>>`,
    ),
    text(`<</Length ${DRAWING.length}>>stream\n${DRAWING}\nendstream`),
    Buffer.concat([
      text(
        `<</Type/XObject/Subtype/Image${size}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length ${jpeg.length}>>stream\n`,
      ),
      jpeg,
      text('\nendstream'),
    ]),
  ];
}

/** A PDF with an image on each page. */
export function pdfOf(images: readonly Canvas[]): Buffer {
  const ids = images.map((_, n) => FIRST_ID + OBJECTS_A_PAGE * n);
  const objects = [
    text('<</Type/Catalog/Pages 2 0 R>>'),
    text(`<</Type/Pages/Count ${images.length}/Kids[${ids.map((id) => `${id} 0 R`).join(' ')}]>>`),
    ...images.flatMap((image, n) => page(image, ids[n] ?? 0)),
  ];
  const parts = [text('%PDF-1.4\n')];
  let at = parts[0]?.length ?? 0;
  const places = objects.map((object, n) => {
    const whole = Buffer.concat([text(`${n + 1} 0 obj\n`), object, text('\nendobj\n')]);
    parts.push(whole);
    at += whole.length;
    return at - whole.length;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const count = objects.length + 1;
  parts.push(
    text(`xref\n0 ${count}\n0000000000 65535 f \n${table}`),
    text(`trailer<</Size ${count}/Root 1 0 R>>\nstartxref\n${at}\n%%EOF\n`),
  );
  return Buffer.concat(parts);
}
