// Compiles many small sources as a few large ones: the headers that they share cost more than their own lines,
// and a build on two cores takes half as long.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Only files that compile together in one translation unit. */
const bundled = [
  {
    // Feedback.cpp specialises what files before it would already have instantiated; TransmissionControlBlock.cpp
    // has names of its own that others use too.
    folder: '.',
    list: 'common_sources = [\n',
    files:
      /^\s*'(src\/RTC\/(?:SCTP|RTCP)\/(?!Feedback\.|association\/TransmissionControlBlock)[^']+\.cpp)',\n/gm,
    into: 6,
  },
  {
    // trendline_estimator.cc has constants whose names others use too.
    folder: join('deps', 'libwebrtc'),
    list: 'libwebrtc_sources = [\n',
    files: /^\s*'(libwebrtc\/(?!.*trendline)[^']+\.cc)',\n/gm,
    into: 4,
  },
];

/** Splits `files`, in their order, into bundles: each is a file name and its text. */
export function bundlesOf(files, into) {
  const size = Math.ceil(files.length / into);
  return Array.from({ length: Math.ceil(files.length / size) }, (_, index) => ({
    name: `bundle-${index}${/\.\w+$/.exec(files[0])[0]}`,
    // Each file defines MS_CLASS, the class name in the worker's log lines, so it must be undefined before the next file.
    text: files
      .slice(index * size, (index + 1) * size)
      .map((file) => `#undef MS_CLASS\n#include "${file}"\n`)
      .join(''),
  }));
}

export async function bundleSources(sources) {
  for (const { folder, list, files, into } of bundled) {
    const path = join(sources, folder, 'meson.build');
    const text = await readFile(path, 'utf8');
    const found = [...text.matchAll(files)].map(([, file]) => file);
    if (found.length === 0 || !text.includes(list)) {
      throw new Error(
        `${join(folder, 'meson.build')} lists its sources in a form that infra/worker/bundles.mjs does not know`,
      );
    }
    const bundles = bundlesOf(found, into);
    for (const bundle of bundles) await writeFile(join(sources, folder, bundle.name), bundle.text);
    const names = bundles.map(({ name }) => `  '${name}',\n`).join('');
    await writeFile(path, text.replace(files, '').replace(list, list + names));
  }
}
