import { useEffect, useRef, useState } from 'react';
import { CallClient, Connection, OwnDevices, type Show, StageClient, type Ticket } from '#client';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { Button, buttonClass } from '../ui/button.js';
import { keptCapture } from '../ui/device-wishes.js';
import { keepConnected } from '../ui/keep-connected.js';
import { Notice } from '../ui/notice.js';
import { PageLoading } from '../ui/page-loading.js';
import { PageShell } from '../ui/page-shell.js';
import { usePerson, whoIsHere } from '../ui/person.js';
import { problemKind } from '../ui/problem-kind.js';
import { ProblemState } from '../ui/problem-state.js';
import { problemText } from '../ui/problem-text.js';
import { findTicket, keepTicket } from '../ui/tickets.js';
import { useFetched } from '../ui/use-fetched.js';
import { findShow } from '../watch/find-show.js';
import { DeviceCheck } from './device-check.js';
import type { StageSession } from './stage-session.js';
import { StudioRoom } from './studio-room.js';

interface Entrance {
  show: Show;
  ticket: Ticket;
}

/** An invitation's ticket if this tab has one, else the signed-in host's own. */
async function findEntrance(showId: string): Promise<Entrance> {
  // Asking who is here also brings the token that signs changes.
  await whoIsHere();
  const kept = findTicket(showId);
  const [show, ticket] = await Promise.all([findShow(showId), kept ?? api.ownTicket(showId)]);
  return { show, ticket };
}

export function StudioPage({ showId }: { showId: string }) {
  const t = useText();
  const { value: entrance, error, reload } = useFetched(['entrance', showId], () => findEntrance(showId));
  const [devices] = useState(() => new OwnDevices(keptCapture()));
  const [stageSession, setStageSession] = useState<StageSession>();
  useGiveBack(stageSession, devices);
  if (stageSession && entrance)
    return (
      <StudioRoom
        stageSession={stageSession}
        show={entrance.show}
        onLeft={() => setStageSession(undefined)}
      />
    );
  return (
    <PageShell title={entrance?.show.title ?? t('studio.title')}>
      {error ? (
        <NoEntrance error={error} onRetry={reload} />
      ) : entrance ? (
        <Check entrance={entrance} devices={devices} onEntered={setStageSession} />
      ) : (
        <PageLoading />
      )}
    </PageShell>
  );
}

/** Who goes to another page, with the browser's back button too, leaves the stage and gives the devices back. */
function useGiveBack(stageSession: StageSession | undefined, devices: OwnDevices): void {
  const held = useRef(stageSession);
  held.current = stageSession;
  useEffect(
    () => () => {
      held.current?.stage.leave();
      held.current?.connection.close();
      held.current?.devices.close();
      // Who leaves at the device check has no session yet: the camera would stay on.
      devices.release();
    },
    [devices],
  );
}

function NoEntrance({ error, onRetry }: { error: unknown; onRetry(): void }) {
  const t = useText();
  const person = usePerson();
  return (
    <ProblemState error={error} onRetry={onRetry}>
      {person === null && problemKind(error) !== 'offline' ? (
        <a className={buttonClass('primary')} href={`/sign-in?next=${encodeURIComponent(location.pathname)}`}>
          {t('home.sign-in')}
        </a>
      ) : null}
    </ProblemState>
  );
}

interface CheckProps {
  entrance: Entrance;
  devices: OwnDevices;
  onEntered(stageSession: StageSession): void;
}

function Check({ entrance: { show, ticket }, devices, onEntered }: CheckProps) {
  const t = useText();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ text: string; isElsewhere: boolean }>();
  const enter = async (takeOver: boolean) => {
    setBusy(true);
    setProblem(undefined);
    let connection: Connection | undefined;
    try {
      connection = await Connection.open({ ticket: ticket.ticket, showId: ticket.showId, takeOver });
      const { camera, microphone } = devices.state.value;
      const stage = await StageClient.join(connection, {
        ...(camera ? { camera: { track: camera } } : {}),
        ...(microphone ? { microphone: { track: microphone } } : {}),
      });
      keepTicket(ticket);
      keepConnected(connection, ticket);
      onEntered({ connection, stage, devices, calls: new CallClient(connection, stage, devices) });
    } catch (error) {
      connection?.close();
      const isElsewhere = error instanceof Error && 'code' in error && error.code === 'taken-over';
      setProblem({ text: isElsewhere ? t('studio.ended-by.taken-over') : problemText(error), isElsewhere });
      setBusy(false);
    }
  };
  return (
    <div className="page stack">
      <div>
        <p className="dim small">{show.title}</p>
        <h1 className="page-title">{t('studio.check.title')}</h1>
        <p className="dim">{t('studio.check.text')}</p>
      </div>
      <DeviceCheck devices={devices}>
        {problem ? <Notice mood="bad" title={problem.text} /> : null}
        {problem?.isElsewhere ? (
          <Button variant="primary" size="large" busy={busy} onClick={() => void enter(true)}>
            {t('studio.take-over')}
          </Button>
        ) : (
          <Button variant="primary" size="large" busy={busy} onClick={() => void enter(false)}>
            {t('studio.enter')}
          </Button>
        )}
      </DeviceCheck>
    </div>
  );
}
