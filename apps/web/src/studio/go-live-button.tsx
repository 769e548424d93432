import { Radio, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Connection, Show } from '#client';
import type { ProgrammeView } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { Badge } from '../ui/badge.js';
import { Button } from '../ui/button.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { problemText } from '../ui/problem-text.js';
import { toast } from '../ui/toast.js';
import { useBrand } from './brand/use-brand.js';
import { useStart } from './use-start.js';

const FROM = 3;
/** Longer than the server gives an end, which waits for a start that is under way. */
const END_MS = 125_000;

/** Three, two, one, then the start; both can be called off. */
export function GoLiveButton({
  connection,
  programme,
}: {
  connection: Connection;
  programme: ProgrammeView;
}) {
  const t = useText();
  const [left, setLeft] = useState<number>();
  const { isStarting, isSlow, canCancel, isCancelling, failure, start, cancel, dismiss } = useStart(
    connection,
    programme,
  );
  useEffect(() => {
    if (left === undefined) return;
    const timer = setTimeout(() => {
      if (left > 1) return setLeft(left - 1);
      setLeft(undefined);
      start();
    }, 1_000);
    return () => clearTimeout(timer);
  }, [left, start]);
  useEffect(() => {
    if (isSlow) toast(t('studio.go-live.busy'));
  }, [isSlow, t]);
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
    <>
      <Button variant="live" busy={isStarting} icon={<Radio size={18} />} onClick={() => setLeft(FROM)}>
        {t(isSlow ? 'studio.go-live.slow' : isStarting ? 'studio.go-live.starting' : 'studio.go-live')}
      </Button>
      {canCancel ? (
        <Button variant="outline" busy={isCancelling} onClick={cancel}>
          {t('common.cancel')}
        </Button>
      ) : null}
      <ConfirmDialog
        open={failure !== undefined}
        title={t('studio.go-live.failed')}
        text={failure ?? ''}
        actionLabel={t('studio.go-live')}
        onConfirm={() => {
          dismiss();
          setLeft(FROM);
        }}
        onCancel={dismiss}
      />
    </>
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
      .request('programme.end', { outro }, END_MS)
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
