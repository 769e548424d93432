import type { Page } from 'playwright-core';

/** The narrowest phone that is still sold in numbers. */
const NARROW = { width: 360, height: 740 };

/** Phones held upright, from a usual one to the smallest. */
const PHONES = [
  { width: 390, height: 844 },
  { width: 360, height: 740 },
  { width: 360, height: 640 },
];

declare const document: {
  documentElement: { scrollWidth: number; clientWidth: number; clientHeight: number };
  body: Box;
  querySelector(selector: string): Box | null;
};
declare function scrollTo(x: number, y: number): void;
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
  getBoundingClientRect(): Record<'left' | 'right' | 'top' | 'bottom' | 'width' | 'height', number>;
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

/** What a person with a phone has to scroll to, a line for each: none of these may be missing either. */
export async function beyondPhones(page: Page, selectors: readonly string[]): Promise<string[]> {
  const before = page.viewportSize();
  const found: string[] = [];
  for (const size of PHONES) {
    await page.setViewportSize(size);
    for (const fault of await page.evaluate(findBelow, selectors))
      found.push(`at ${size.width} x ${size.height} ${fault}`);
  }
  if (before) await page.setViewportSize(before);
  return found;
}

/** Runs in the page. */
async function findBelow(selectors: readonly string[]): Promise<string[]> {
  scrollTo(0, 0);
  await new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
  const { clientHeight } = document.documentElement;
  return selectors.flatMap((selector) => {
    const box = document.querySelector(selector);
    if (box === null) return [`${selector} is missing`];
    const belowPx = Math.round(box.getBoundingClientRect().bottom - clientHeight);
    return belowPx > 0 ? [`${selector} ends ${belowPx} px below the window`] : [];
  });
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
  /** Above or below the edge of the first box around it that shows no more than fits. */
  const isBeyond = (box: Box): boolean => {
    const { top, bottom } = box.getBoundingClientRect();
    for (let at = box.parentElement; at && at !== document.body; at = at.parentElement) {
      const { overflowY = 'visible' } = getComputedStyle(at);
      if (overflowY === 'visible') continue;
      const place = at.getBoundingClientRect();
      return /hidden|clip/.test(overflowY) && (top < place.top - 1 || bottom > place.bottom + 1);
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
    if (isBeyond(box)) found.push(`beyond the edge of its place: ${nameOf(box)}`);
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
