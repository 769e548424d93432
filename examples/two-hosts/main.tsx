import type { StageClient } from '@proscenium/client';
import { EnterStage, Player, Show, Stage } from '@proscenium/react';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import '@proscenium/react/style.css';

interface Place {
  origin: string;
  showId: string;
  /** Nobody needs one to watch a public show. */
  ticket: string | null;
}

function Host({ origin, showId, ticket }: { origin: string; showId: string; ticket: string }) {
  const [stage, setStage] = useState<StageClient | null>(null);
  return (
    <Show ticket={ticket} showId={showId} origin={origin}>
      {stage !== null && <Stage stage={stage} />}
      <EnterStage onStage={setStage} />
      <button type="button" onClick={() => void fetch(`/site${location.search}`, { method: 'POST' })}>
        Go live
      </button>
    </Show>
  );
}

function Site() {
  const [place, setPlace] = useState<Place | null>(null);
  useEffect(() => {
    void fetch(`/site${location.search}`).then(async (answer) => answer.ok && setPlace(await answer.json()));
  }, []);
  if (place === null) return <p>Loading…</p>;
  const { origin, showId, ticket } = place;
  return ticket === null ? (
    <Player showId={showId} origin={origin} />
  ) : (
    <Host origin={origin} showId={showId} ticket={ticket} />
  );
}

createRoot(document.getElementById('site') as HTMLElement).render(<Site />);
