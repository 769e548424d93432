import { jest } from '@jest/globals';

/** What the page gives the person as files from here on. jsdom has neither object URLs nor `Blob.text()`. */
export function catchSavedFiles() {
  const files: Blob[] = [];
  Object.assign(URL, {
    createObjectURL: (file: Blob) => files.push(file) && 'blob:file',
    revokeObjectURL: () => undefined,
  });
  jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  return {
    /** The lines of the newest one. */
    lines: async (): Promise<string[]> => (await textOf(files.at(-1) as Blob)).trim().split('\r\n'),
  };
}

const textOf = (file: Blob): Promise<string> =>
  new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.readAsText(file);
  });
