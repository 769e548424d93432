import type { Page } from 'playwright-core';

/** The narrowest phone that is still sold in numbers. */
const NARROW = { width: 360, height: 740 };

declare const document: {
  documentElement: { scrollWidth: number; clientWidth: number };
  body: Box;
};
declare function getComputedStyle(element: unknown): Record<string, string>;
declare function requestAnimationFrame(next: () => void): void;

interface Box {
  tagName: string;
  className: unknown;
  textContent: string | null;
  scrollWidth: number;
  clientWidth: number;
  childNodes: Iterable<{ nodeType: number; textContent: string | null }>;
  parentElement: Box | null;
  getBoundingClientRect(): { left: number; right: number; width: number; height: number };
  querySelectorAll(selector: string): Iterable<Box>;
}

/** What is cut, off the screen, or over its neighbour at the size that the page has now. */
export const overflowFaults = (page: Page): Promise<string[]> => page.evaluate(findFaults);

/** What cannot be seen or read on a narrow phone, a line for each: the page scrolled sideways, texts cut or off the screen. */
export async function narrowFaults(page: Page): Promise<string[]> {
  const before = page.viewportSize();
  await page.setViewportSize(NARROW);
  const faults = await page.evaluate(findFaults);
  if (before) await page.setViewportSize(before);
  return faults.map((fault) => `at ${NARROW.width} px ${fault}`);
}

/** Runs in the page. */
async function findFaults(): Promise<string[]> {
  await new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
  const { scrollWidth, clientWidth } = document.documentElement;
  const found = scrollWidth > clientWidth ? [`the page is ${scrollWidth - clientWidth} px too wide`] : [];
  const nameOf = ({ tagName, className, textContent }: Box) =>
    `<${tagName.toLowerCase()} class="${className}">: ${(textContent ?? '').trim().slice(0, 40)}`;
  const hasText = (box: Box) =>
    [...box.childNodes].some(({ nodeType, textContent }) => nodeType === 3 && textContent?.trim());
  /** For ears alone, or scrolled within its own box. */
  const isExempt = (box: Box): boolean => {
    for (let at: Box | null = box; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (/auto|scroll/.test(style.overflowX ?? '')) return true;
      if (style.visibility === 'hidden' || style.clipPath !== 'none' || style.clip !== 'auto') return true;
    }
    return false;
  };
  // Where text is read from top to bottom; what lies beside is not looked for.
  for (const box of document.body.querySelectorAll('.panel, [role="dialog"]'))
    if (box.clientWidth > 0 && box.scrollWidth > box.clientWidth + 1)
      found.push(`scrolls sideways: ${nameOf(box)}`);
  for (const box of document.body.querySelectorAll('*')) {
    const { left, right, width, height } = box.getBoundingClientRect();
    if (width <= 1 || height <= 1 || !hasText(box) || isExempt(box)) continue;
    if (left < -1 || right > clientWidth + 1) found.push(`off the screen: ${nameOf(box)}`);
    const { overflowX, textOverflow } = getComputedStyle(box);
    // An ellipsis says that there is more.
    if (overflowX === 'hidden' && textOverflow !== 'ellipsis' && box.scrollWidth > box.clientWidth + 1)
      found.push(`cut: ${nameOf(box)}`);
    // A button whose text is wider than it lies over its neighbours.
    if (overflowX === 'visible' && box.scrollWidth > box.clientWidth + 1 && box.clientWidth > 0)
      found.push(`wider than its place: ${nameOf(box)}`);
  }
  return found;
}
