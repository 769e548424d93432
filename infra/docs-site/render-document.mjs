import { Marked } from 'marked';
import { asHtml } from './as-html.mjs';
import { resolveLink } from './links.mjs';

/** As GitHub makes them, so that links to a section hold in both places. */
const anchorOf = (text) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

/** A document as HTML; `files` are the images that it shows, `broken` the links that lead nowhere. */
export function renderDocument(markdown, place) {
  const files = [];
  const broken = [];
  const follow = (href) => {
    const link = resolveLink(href, place);
    if (link.kind === 'file') files.push(link.file);
    if (link.kind === 'broken') broken.push(`${place.from}: ${href}`);
    return link;
  };
  const renderer = {
    heading({ tokens, depth, text }) {
      return `<h${depth} id="${asHtml(anchorOf(text.replaceAll('`', '')))}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
    },
    link({ href, tokens }) {
      const { kind, href: target } = follow(href);
      const text = this.parser.parseInline(tokens);
      return kind === 'source' ? text : `<a href="${asHtml(target)}">${text}</a>`;
    },
    image({ href, text }) {
      return `<img src="${asHtml(follow(href).href)}" alt="${asHtml(text)}" loading="lazy">`;
    },
    table(token) {
      const row = (cells, tag) =>
        `<tr>${cells.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join('')}</tr>`;
      const body = token.rows.map((cells) => row(cells, 'td')).join('\n');
      return `<div class="table"><table><thead>${row(token.header, 'th')}</thead><tbody>${body}</tbody></table></div>\n`;
    },
  };
  const html = new Marked({ gfm: true, renderer }).parse(markdown);
  const title = /^# (.+)$/m.exec(markdown)?.[1]?.replaceAll('`', '') ?? place.from;
  return { html, title, files, broken };
}
