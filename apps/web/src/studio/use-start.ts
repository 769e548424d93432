import { useCallback, useEffect, useState } from 'react';
import { type Connection, WireFailure } from '#client';
import type { ProgrammeView } from '#protocol';
import { isMessageKey } from '../i18n/locale.js';
import { currentText } from '../i18n/use-text.js';
import { problemText } from '../ui/problem-text.js';
import { runAction } from '../ui/run-action.js';
import { toast } from '../ui/toast.js';
import type { ServerNotice } from './notice-log.js';
import { noticeText } from './notice-text.js';

/** Longer than the server gives a start: what became of it is the answer. */
const ANSWER_MS = 125_000;
/** A programme that does not end is killed before. */
const CANCEL_MS = 35_000;
/** A machine that has room needs less; beyond this the studio says why it lasts. */
const USUAL_MS = 10_000;

/**
 * A start of the show by any of its hosts. What became of it is known by the answer, by the state of the
 * programme, and by a notice: any of them may be lost with a connection.
 */
export function useStart(connection: Connection, { state, liveSinceWallMs }: ProgrammeView) {
  const [isAsked, setAsked] = useState(false);
  const [isSlow, setSlow] = useState(false);
  const [isCancelling, setCancelling] = useState(false);
  const [failure, setFailure] = useState<string>();
  // One that was on air and is started again by itself may be started at once.
  const wasOnAir = liveSinceWallMs !== null;
  const isStarting = isAsked || (state === 'starting' && !wasOnAir);
  const start = useCallback(() => {
    setFailure(undefined);
    setAsked(true);
    connection
      .request('programme.go-live', {}, ANSWER_MS)
      .catch((error) => failureOf(connection, error).then(setFailure))
      .finally(() => setAsked(false));
  }, [connection]);
  useEffect(
    () =>
      connection.on('programme.notice', (notice) => {
        if (notice.code === 'start-failed') setFailure(reasonOf(notice));
      }),
    [connection],
  );
  useEffect(() => {
    if (!isStarting) return;
    const timer = setTimeout(() => setSlow(true), USUAL_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [isStarting]);
  const cancel = useCallback(() => {
    setCancelling(true);
    const answer = connection.request('programme.cancel-start', {}, CANCEL_MS);
    runAction(answer.finally(() => setCancelling(false)));
  }, [connection]);
  const dismiss = useCallback(() => setFailure(undefined), []);
  const canCancel = isStarting && !wasOnAir;
  return { isStarting, isSlow, canCancel, isCancelling, failure, start, cancel, dismiss };
}

/** Nothing where a host gave the start up, or only the answer was lost: the show starts all the same, or is on air. */
async function failureOf(connection: Connection, error: unknown): Promise<string | undefined> {
  if (error instanceof WireFailure && error.code === 'start-cancelled') {
    toast(problemText(error));
    return undefined;
  }
  if (error instanceof WireFailure && error.code === 'timed-out') {
    const programme = await connection.request('programme.get', {}).catch(() => undefined);
    if (programme !== undefined && programme.state !== 'idle') return undefined;
  }
  return problemText(error);
}

function reasonOf(notice: ServerNotice): string {
  const t = currentText();
  const refusal = `refusal.${notice.values?.reason}`;
  return isMessageKey(refusal) ? t(refusal) : noticeText(notice, t);
}
