import { foldersIn } from './folders-in.js';

/** Whether any show has a recording on this disk. */
export const hasRecordings = async (root: string): Promise<boolean> => (await foldersIn(root)).length > 0;
