import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** The sources and what is built of them lie at different depths below the package. */
function findPackage(folder: string): string {
  const file = join(folder, 'package.json');
  return existsSync(file) || dirname(folder) === folder ? file : findPackage(dirname(folder));
}

/** Of this installation. */
export const VERSION = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(findPackage(import.meta.dirname), 'utf8'))).version;
