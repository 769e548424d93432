import { type RefObject, useEffect, useState } from 'react';

/** Whether less than a third of the element can be seen. Its size must not depend on the answer. */
export function useOutOfView(element: RefObject<HTMLElement | null>): boolean {
  const [isOut, setOut] = useState(false);
  useEffect(() => {
    if (!element.current || !('IntersectionObserver' in globalThis)) return;
    const observer = new IntersectionObserver(
      ([entry]) => setOut(entry !== undefined && entry.intersectionRatio < 0.34),
      { threshold: [0, 0.34, 1] },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return isOut;
}
