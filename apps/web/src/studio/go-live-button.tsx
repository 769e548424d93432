import { Radio, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Connection, Show } from '#client';
import { useText } from '../i18n/use-text.js';
import { Badge } from '../ui/badge.js';
import { Button } from '../ui/button.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { problemText } from '../ui/problem-text.js';
import { toast } from '../ui/toast.js';
import { useBrand } from './brand/use-brand.js';

const FROM = 3;
/** Encoders and the first segment take a moment; the request answers when the playlist can be played. */
const START_MS = 30_000;

/** Three, two, one; a second press calls it off. */
export function GoLiveButton({ connection }: { connection: Connection }) {
  const t = useText();
  const [left, setLeft] = useState<number>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (left === undefined) return;
    const timer = setTimeout(() => {
      if (left > 1) return setLeft(left - 1);
      setLeft(undefined);
      setBusy(true);
      connection
        .request('programme.go-live', {}, START_MS)
        .catch((error) => toast(problemText(error)))
        .finally(() => setBusy(false));
    }, 1_000);
    return () => clearTimeout(timer);
  }, [left, connection]);
  if (left !== undefined) {
    return (
      <>
        <span className="countdown" role="timer" aria-live="assertive">
          <span key={left}>{left}</span>
        </span>
        <Button variant="outline" onClick={() => setLeft(undefined)}>
          {t('common.cancel')}
        </Button>
      </>
    );
  }
  return (
    <Button variant="live" busy={busy} icon={<Radio size={18} />} onClick={() => setLeft(FROM)}>
      {busy ? t('studio.go-live.starting') : t('studio.go-live')}
    </Button>
  );
}

const keptKey = ({ isOn, replay }: Show['recording']) =>
  isOn ? (replay ? 'studio.end.kept.replay' : 'studio.end.kept') : 'studio.end.kept.unrecorded';

interface EndShowButtonProps {
  connection: Connection;
  showId: string;
  /** The outro is played: the show ends with it, or at once with another press. */
  isClosing: boolean;
}

export function EndShowButton({ connection, showId, isClosing }: EndShowButtonProps) {
  const t = useText();
  const [asks, setAsks] = useState(false);
  const [busy, setBusy] = useState(false);
  const { brand, recording, reload } = useBrand(showId);
  const end = (outro: boolean) => {
    setAsks(false);
    setBusy(true);
    connection
      .request('programme.end', { outro }, START_MS)
      .catch((error) => toast(problemText(error)))
      .finally(() => setBusy(false));
  };
  const ask = () => {
    // Recording may have been switched on or off on the show's page since.
    reload();
    setAsks(true);
  };
  const hasOutro = !isClosing && typeof brand?.outro === 'string';
  return (
    <>
      {isClosing ? <Badge mood="warn">{t('studio.end.closing')}</Badge> : null}
      <Button variant="live" icon={<Square size={16} />} busy={busy} onClick={ask}>
        {t('studio.end')}
      </Button>
      <ConfirmDialog
        open={asks}
        title={t('studio.end.title')}
        text={t(hasOutro ? 'studio.end.text.outro' : 'studio.end.text')}
        kept={recording && t(keptKey(recording))}
        actionLabel={t('studio.end')}
        {...(hasOutro ? { other: { label: t('studio.end.outro'), onChoose: () => end(true) } } : {})}
        onConfirm={() => end(false)}
        onCancel={() => setAsks(false)}
      />
    </>
  );
}
