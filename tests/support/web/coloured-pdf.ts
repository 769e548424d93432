// A PDF with a page of one plain colour each. Readers find the objects by themselves where the table of a file is missing.
type Rgb = readonly [red: number, green: number, blue: number];

const object = (id: number, body: string): string => `${id} 0 obj\n${body}\nendobj\n`;

function page(at: number, [red, green, blue]: Rgb): string {
  const drawing = `${red} ${green} ${blue} rg 0 0 1280 720 re f`;
  return (
    object(at, `<</Type/Page/Parent 2 0 R/MediaBox[0 0 1280 720]/Contents ${at + 1} 0 R>>`) +
    object(at + 1, `<</Length ${drawing.length}>>stream\n${drawing}\nendstream`)
  );
}

/** Parts of a colour are between 0 and 1. */
export function colouredPdf(colours: readonly Rgb[]): Buffer {
  const pages = colours.map((colour, n) => ({ at: 3 + 2 * n, colour }));
  const kids = pages.map(({ at }) => `${at} 0 R`).join(' ');
  const parts = [
    '%PDF-1.4\n',
    object(1, '<</Type/Catalog/Pages 2 0 R>>'),
    object(2, `<</Type/Pages/Count ${colours.length}/Kids[${kids}]>>`),
    ...pages.map(({ at, colour }) => page(at, colour)),
    'trailer<</Root 1 0 R>>\n%%EOF\n',
  ];
  return Buffer.from(parts.join(''), 'latin1');
}
