// npm run notice: writes NOTICE from what is shipped.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isEntry } from '../bootstrap/is-entry.mjs';
import { EXCEPTIONS } from './allowed.mjs';
import { projectRoot, shippedPackages } from './shipped.mjs';

const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i;
const COPYRIGHT = /^\W*(copyright\s+(\(c\)|©|\d{4}).*)$/i;
const TEMPLATE = /\[yyyy\]|<year>|\{yyyy\}/i;

/** Copyright lines of a package's own licence files; its manifest's author where there are none. */
function holdersOf(root, path) {
  const folder = join(root, path);
  const lines = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LICENCE_FILE.test(entry.name))
    .flatMap(({ name }) => readFileSync(join(folder, name), 'utf8').split(/\r?\n/))
    .map((line) => COPYRIGHT.exec(line.trim())?.[1])
    .filter((line) => line && !TEMPLATE.test(line));
  if (lines.length > 0) return [...new Set(lines)];
  const { author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const name = typeof author === 'string' ? author.replace(/\s*[<(].*$/, '') : author?.name;
  return name ? [`Copyright ${name}`] : [];
}

/** Builds for one platform are listed by the package that they belong to. */
const PLATFORM = /[-/](linux|darwin|win32|android|freebsd)-|wasm32/;

export function noticeText(root = projectRoot) {
  const byName = new Map();
  for (const { name, path, licence } of shippedPackages(root)) {
    if (PLATFORM.test(name)) continue;
    const entry = byName.get(name) ?? { licence: EXCEPTIONS[name]?.licence ?? licence, holders: new Set() };
    for (const holder of holdersOf(root, path)) entry.holders.add(holder);
    byName.set(name, entry);
  }
  const entries = [...byName].sort(([one], [other]) => (one < other ? -1 : 1));
  return [
    'Proscenium',
    'Licensed under the Apache License, Version 2.0; see LICENSE.',
    '',
    'It is shipped with the packages below, each under its own licence. The full texts are in each package.',
    "mediasoup's worker is built from the sources that its package carries (ISC), with abseil (Apache-2.0),",
    'FlatBuffers (Apache-2.0), libsrtp (BSD-3-Clause), libuv (MIT), OpenSSL (Apache-2.0)',
    'and parts of libwebrtc (BSD-3-Clause). @shiguredo/rnnoise-wasm carries RNNoise',
    '(BSD-3-Clause). FFmpeg, Varnish, nginx and coturn are programs of the system that run beside it.',
    '',
    ...entries.flatMap(([name, { licence, holders }]) => [
      `${name}: ${licence}`,
      ...[...holders].sort().map((holder) => `  ${holder}`),
    ]),
    '',
  ].join('\n');
}

if (isEntry(import.meta.url)) writeFileSync(join(projectRoot, 'NOTICE'), noticeText());
