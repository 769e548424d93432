import { Eye, EyeOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { type Connection, SharedState } from '#client';
import { useText } from '../../i18n/use-text.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { Dialog } from '../../ui/dialog.js';
import { problemText } from '../../ui/problem-text.js';
import { runAction } from '../../ui/run-action.js';
import { toast } from '../../ui/toast.js';
import type { StageSession } from '../stage-session.js';
import type { OwnTracks } from '../use-own-tracks.js';
import { boardColours } from './board-colours.js';
import { BoardDrawing, type Pen } from './board-drawing.js';
import { BoardSurface } from './board-surface.js';
import { BoardTools } from './board-tools.js';
import { BOARD_TOPIC } from './board-topic.js';
import { BoardTrack } from './board-track.js';
import { useBoardShapes } from './use-board-shapes.js';
import './whiteboard.css';

export interface WhiteboardProps {
  connection: Connection;
  stage: StageSession['stage'];
  own: OwnTracks;
  open: boolean;
  onClose(): void;
}

const FIRST_PEN: Pen = { tool: 'pen', colour: 0, width: 1, text: '' };

/** What all on stage and backstage draw together; shown to viewers as the screen of the person who shows it. */
export function Whiteboard({ connection, stage, own, open, onClose }: WhiteboardProps) {
  const t = useText();
  const [shared] = useState(() => new SharedState(connection, stage, BOARD_TOPIC));
  useEffect(() => () => shared.close(), [shared]);
  useEffect(() => shared.refused.watch((error) => toast(problemText(error))), [shared]);
  const shapes = useBoardShapes(shared);
  const newest = useRef(shapes);
  newest.current = shapes;
  const [drawing] = useState(
    () =>
      new BoardDrawing({
        set: (key, value) => shared.set(key, value),
        shapes: () => newest.current,
        newKey: () => `${Date.now().toString(36)}.${crypto.randomUUID().slice(0, 8)}`,
      }),
  );
  const [pen, setPen] = useState(FIRST_PEN);
  const [asksToClear, setAsksToClear] = useState(false);
  const { role } = connection.state.value.session ?? {};
  const shown = useShownBoard(own, () => newest.current.values());
  return (
    <>
      <Dialog
        wide
        open={open && !asksToClear}
        onClose={onClose}
        title={t('studio.board')}
        text={t('studio.board.text')}
      >
        <div className="board" onKeyDownCapture={(event) => undoBy(event, drawing)}>
          <BoardTools
            pen={pen}
            onPen={setPen}
            onUndo={() => drawing.undo()}
            onClear={role === 'host' || role === 'co-host' ? () => setAsksToClear(true) : undefined}
          />
          <BoardSurface shapes={shapes} drawing={drawing} pen={pen} />
          <div className="dialog-actions">
            <Button
              variant={shown.isShown ? 'outline' : 'primary'}
              icon={shown.isShown ? <EyeOff size={16} /> : <Eye size={16} />}
              onClick={shown.toggle}
            >
              {t(shown.isShown ? 'studio.board.hide' : 'studio.board.show')}
            </Button>
          </div>
        </div>
      </Dialog>
      <ConfirmDialog
        open={asksToClear}
        title={t('studio.board.clear.title')}
        text={t('studio.board.clear.text')}
        actionLabel={t('studio.board.clear')}
        onConfirm={() => {
          setAsksToClear(false);
          runAction(shared.clear());
        }}
        onCancel={() => setAsksToClear(false)}
      />
    </>
  );
}

function undoBy(event: React.KeyboardEvent, drawing: BoardDrawing): void {
  const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && !event.shiftKey;
  if (!isUndo || event.target instanceof HTMLInputElement) return;
  event.preventDefault();
  drawing.undo();
}

/** While it is shown it takes the place of an own screen, and goes on when the dialog is closed. */
function useShownBoard(own: OwnTracks, shapes: () => Iterable<import('./shape.js').Shape>) {
  const [board, setBoard] = useState<BoardTrack>();
  const isShown = board !== undefined && own.screen === board.track;
  const held = useRef(board);
  held.current = board;
  const wasShown = useRef(false);
  useEffect(() => {
    // Ended by the dock, by a host, or by another screen.
    if (wasShown.current && !isShown) {
      board?.close();
      setBoard(undefined);
    }
    wasShown.current = isShown;
  }, [isShown, board]);
  useEffect(() => () => held.current?.close(), []);
  const toggle = () => {
    if (isShown) return own.toggleScreen();
    const made = new BoardTrack(shapes, boardColours());
    setBoard(made);
    own.shareTrack(made.track);
  };
  return { isShown, toggle };
}
