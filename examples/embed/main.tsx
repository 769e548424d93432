import type { StageClient } from '@proscenium/client';
import { Chat, Player, RaiseHand, Show, Stage } from '@proscenium/react';
import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import '@proscenium/react/style.css';

interface Admission {
  origin: string;
  showId: string;
  ticket: string;
  playbackUrl: string | null;
}

/** The user that your site knows; here it stands in the address. */
const user = new URLSearchParams(location.search).get('user') ?? '';

function Watch({ admission }: { admission: Admission }) {
  const { origin, showId, ticket, playbackUrl } = admission;
  const [stage, setStage] = useState<StageClient | null>(null);
  return (
    <Show ticket={ticket} showId={showId} origin={origin}>
      {stage === null ? (
        <Player showId={showId} origin={origin} {...(playbackUrl === null ? {} : { url: playbackUrl })} />
      ) : (
        <Stage stage={stage} />
      )}
      <RaiseHand onStage={setStage} />
      <Chat />
    </Show>
  );
}

function Site() {
  const [admission, setAdmission] = useState<Admission | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    fetch(`/site?user=${encodeURIComponent(user)}`)
      .then(async (answer) => {
        const body = await answer.json();
        if (answer.ok) setAdmission(body);
        else setFault(body.message);
      })
      .catch(() => setFault('The site does not answer.'));
  }, []);
  if (fault !== null) return <p role="alert">{fault}</p>;
  return admission === null ? <p>Loading…</p> : <Watch admission={admission} />;
}

createRoot(document.getElementById('site') as HTMLElement).render(
  <StrictMode>
    <h1>Evening talk</h1>
    <Site />
  </StrictMode>,
);
