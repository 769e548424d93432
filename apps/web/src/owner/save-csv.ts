import { toCsv } from './csv.js';

/** Gives the rows to the person as a file. */
export function saveCsv(file: string, rows: Parameters<typeof toCsv>[0]): void {
  // The mark at the beginning says UTF-8 to spreadsheets.
  const csv = `\uFEFF${toCsv(rows)}`;
  const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: file });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}
