import { API_PAGE, pageOf, relativeTo } from './links.mjs';

const entry = (page, target, title, isOpen) =>
  `<li><a href="${relativeTo(page, target)}"${isOpen ? ' aria-current="page"' : ''}>${title}</a></li>`;

function menu(page, groups, titles) {
  return groups
    .map(([name, paths]) => {
      const items = paths.map((path) =>
        entry(
          page,
          pageOf(path),
          path === 'README.md' ? 'Proscenium' : titles.get(path),
          pageOf(path) === page,
        ),
      );
      if (name === 'Build on it') items.push(entry(page, API_PAGE, 'API reference', page === API_PAGE));
      const isOpen =
        name !== 'Decisions' && name !== 'Rooms' ? true : paths.some((path) => pageOf(path) === page);
      return `<details${isOpen ? ' open' : ''}><summary>${name}</summary><ul>${items.join('')}</ul></details>`;
    })
    .join('\n');
}

/** One page with the menu beside it; nothing in it comes from another host, and no script is needed. */
export const pageHtml = ({ page, title, html, groups, titles }) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} · Proscenium</title>
<link rel="stylesheet" href="${relativeTo(page, 'style.css')}">
</head>
<body>
<a class="skip" href="#text">To the text</a>
<nav aria-label="Documents">
${menu(page, groups, titles)}
</nav>
<main id="text">
${html}
</main>
</body>
</html>
`;
