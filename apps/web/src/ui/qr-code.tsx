import qrcode from 'qrcode-generator';
import { useMemo } from 'react';

const QUIET = 4;

/** Drawn as one path: always dark on light, since that is what cameras read. */
export function QrCode({ text, name }: { text: string; name: string }) {
  const { path, size } = useMemo(() => {
    const code = qrcode(0, 'M');
    code.addData(text);
    code.make();
    const count = code.getModuleCount();
    const cells = Array.from(
      { length: count * count },
      (_, n) => [Math.floor(n / count), n % count] as const,
    );
    const dark = cells.filter(([row, column]) => code.isDark(row, column));
    return {
      path: dark.map(([row, column]) => `M${column + QUIET} ${row + QUIET}h1v1h-1z`).join(''),
      size: count + 2 * QUIET,
    };
  }, [text]);
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={name}
      shapeRendering="crispEdges"
    >
      <path d={`M0 0h${size}v${size}H0z`} fill="#ffffff" />
      <path d={path} fill="#101014" />
    </svg>
  );
}
