import { existsSync } from 'node:fs';
import { posix } from 'node:path';

export const API_PAGE = 'api.html';

/** Where a document's page lies in the site: `docs/obs.md` is `docs/obs.html`, the README is the first page. */
export const pageOf = (path) => (path === 'README.md' ? 'index.html' : path.replace(/\.md$/, '.html'));

export const relativeTo = (page, target) =>
  posix.relative(posix.dirname(page), target) || posix.basename(target);

/**
 * What a link of a document becomes: a page, a file that is copied, or nothing but its text where it names source code.
 * A link to something that is not in the repository is a fault.
 */
export function resolveLink(href, { from, documents, root }) {
  if (/^(https?:|mailto:)/.test(href)) return { kind: 'away', href };
  const [path = '', anchor] = href.split('#');
  const target = path === '' ? from : posix.normalize(posix.join(posix.dirname(from), path));
  const suffix = anchor === undefined ? '' : `#${anchor}`;
  const page = documents.find((each) => each === target || each === `${target}/README.md`);
  if (page !== undefined) return { kind: 'page', href: relativeTo(pageOf(from), pageOf(page)) + suffix };
  if (!existsSync(posix.join(root, target))) return { kind: 'broken', href };
  return /\.(svg|png|jpe?g|webp|json)$/.test(target)
    ? { kind: 'file', href: relativeTo(pageOf(from), target), file: target }
    : { kind: 'source', href };
}
