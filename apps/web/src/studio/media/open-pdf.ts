// The plain build needs what browsers have had for months, and an ESR of Firefox has not.
import { GlobalWorkerOptions, getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import { fitImage } from '../../ui/fit-image.js';

/** A slide fills a programme of 1080 lines. */
const LONG_SIDE_PX = 1_920;

export interface OpenPdf {
  count: number;
  /** From 1. */
  draw(page: number): Promise<Blob>;
  close(): void;
}

export async function openPdf(file: Blob): Promise<OpenPdf> {
  GlobalWorkerOptions.workerSrc = workerUrl;
  const loading = getDocument({
    data: new Uint8Array(await file.arrayBuffer()),
    // Nothing of a stranger's file is run or fetched.
    ...{ enableXfa: false, useSystemFonts: true, useWasm: false },
  });
  const pdf = await loading.promise;
  return {
    count: pdf.numPages,
    draw: async (number) => {
      const page = await pdf.getPage(number);
      const { width, height } = page.getViewport({ scale: 1 });
      const viewport = page.getViewport({ scale: LONG_SIDE_PX / Math.max(width, height) });
      const canvas = document.createElement('canvas');
      canvas.width = Math.round(viewport.width);
      canvas.height = Math.round(viewport.height);
      await page.render({ canvas, viewport, background: '#ffffff' }).promise;
      page.cleanup();
      const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp', 0.9));
      if (drawn === null) throw new Error('the browser drew no image');
      return drawn.type === 'image/webp' ? drawn : fitImage(drawn);
    },
    close: () => void loading.destroy(),
  };
}
