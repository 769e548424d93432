import {
  ArrowUpRight,
  Circle,
  Eraser,
  type LucideIcon,
  Pencil,
  Slash,
  Square,
  Trash2,
  Type,
  Undo2,
} from 'lucide-react';
import { useText } from '../../i18n/use-text.js';
import { IconButton } from '../../ui/icon-button.js';
import type { Pen, Tool } from './board-drawing.js';
import { COLOURS, TEXT_LENGTH, WIDTHS } from './shape.js';

interface BoardToolsProps {
  pen: Pen;
  onPen(pen: Pen): void;
  onUndo(): void;
  /** For hosts. */
  onClear: (() => void) | undefined;
}

const TOOLS: readonly (readonly [Tool, LucideIcon])[] = [
  ['pen', Pencil],
  ['line', Slash],
  ['arrow', ArrowUpRight],
  ['rectangle', Square],
  ['ellipse', Circle],
  ['text', Type],
  ['eraser', Eraser],
];
const COLOUR_NAMES = ['black', 'red', 'blue', 'green', 'orange', 'purple'] as const;
const WIDTH_NAMES = ['thin', 'medium', 'thick'] as const;

export function BoardTools({ pen, onPen, onUndo, onClear }: BoardToolsProps) {
  const t = useText();
  return (
    <div className="board-tools" role="toolbar" aria-label={t('studio.board.tools')}>
      <div className="board-group">
        {TOOLS.map(([tool, Icon]) => (
          <IconButton
            key={tool}
            name={t(`studio.board.tool.${tool}`)}
            aria-pressed={pen.tool === tool}
            className="board-tool"
            onClick={() => onPen({ ...pen, tool })}
          >
            <Icon size={18} />
          </IconButton>
        ))}
      </div>
      <div className="board-group">
        {COLOUR_NAMES.slice(0, COLOURS).map((name, colour) => (
          <button
            key={name}
            type="button"
            className="board-ink"
            data-ink={colour}
            aria-label={t(`studio.board.colour.${name}`)}
            aria-pressed={pen.colour === colour}
            onClick={() => onPen({ ...pen, colour })}
          />
        ))}
      </div>
      <div className="board-group">
        {WIDTH_NAMES.slice(0, WIDTHS.length).map((name, width) => (
          <button
            key={name}
            type="button"
            className="board-width"
            data-width={width}
            aria-label={t(`studio.board.width.${name}`)}
            aria-pressed={pen.width === width}
            onClick={() => onPen({ ...pen, width })}
          />
        ))}
      </div>
      <div className="board-group">
        <IconButton name={t('studio.board.undo')} className="board-tool" onClick={onUndo}>
          <Undo2 size={18} />
        </IconButton>
        {onClear ? (
          <IconButton name={t('studio.board.clear')} className="board-tool" onClick={onClear}>
            <Trash2 size={18} />
          </IconButton>
        ) : null}
      </div>
      {pen.tool === 'text' ? (
        <input
          className="input board-text"
          value={pen.text}
          maxLength={TEXT_LENGTH}
          aria-label={t('studio.board.words')}
          placeholder={t('studio.board.words')}
          onChange={(event) => onPen({ ...pen, text: event.target.value })}
        />
      ) : null}
    </div>
  );
}
