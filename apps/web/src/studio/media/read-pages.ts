import { fitImage } from '../../ui/fit-image.js';

/** Its code is said by the page like one of the server's. */
class MediaFault extends Error {
  readonly code: string;

  constructor(code: 'slides-unreadable' | 'slides-too-many' | 'slides-locked') {
    super(code);
    this.code = code;
  }
}

export interface ReadPages {
  kind: 'image' | 'slides';
  count: number;
  /** One after the other: a page of a PDF is drawn when the one before is on its way. */
  pages(): AsyncIterable<Blob>;
}

const PDF = 'application/pdf';
export const MEDIA_TYPES = ['image/png', 'image/jpeg', 'image/webp', PDF];
const PAGES_AT_MOST = 200;

/** The images of a file: one, or a page of slides each. */
export async function readPages(file: File): Promise<ReadPages> {
  if (file.type !== PDF && !file.name.toLowerCase().endsWith('.pdf')) {
    const image = await fitImage(file);
    return {
      kind: 'image',
      count: 1,
      pages: async function* () {
        yield image;
      },
    };
  }
  // The reader of PDF files is large: it is loaded by who uses it.
  const { openPdf } = await import('./open-pdf.js');
  const pdf = await openPdf(file).catch((error) => {
    throw new MediaFault(error?.name === 'PasswordException' ? 'slides-locked' : 'slides-unreadable');
  });
  if (pdf.count > PAGES_AT_MOST) {
    pdf.close();
    throw new MediaFault('slides-too-many');
  }
  return {
    kind: 'slides',
    count: pdf.count,
    pages: async function* () {
      try {
        for (let page = 1; page <= pdf.count; page += 1) yield await pdf.draw(page);
      } finally {
        pdf.close();
      }
    },
  };
}
