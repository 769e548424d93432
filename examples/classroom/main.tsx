import type { StageClient } from '@proscenium/client';
import {
  Chat,
  EnterStage,
  type JoinedShow,
  Player,
  Show,
  Stage,
  useObserved,
  useShow,
} from '@proscenium/react';
import { type FormEvent, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import '@proscenium/react/style.css';

interface Place {
  origin: string;
  showId: string;
  ticket: string;
  isTeacher: boolean;
}

const post = (path: string) => fetch(`/site/${path}`, { method: 'POST' });

/** A component of the site's own, on the show around it. */
function Questions({ isTeacher }: { isTeacher: boolean }) {
  const show = useShow();
  return show === null ? null : <AskedQuestions show={show} isTeacher={isTeacher} />;
}

function AskedQuestions({ show, isTeacher }: { show: JoinedShow; isTeacher: boolean }) {
  const { polls } = useObserved(show.audience.state);
  const ask = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const answers = String(fields.get('answers'))
      .split(',')
      .map((text) => text.trim());
    void show.audience.createPoll(String(fields.get('question')), answers);
  };
  return (
    <section>
      {isTeacher && (
        <form onSubmit={ask}>
          <input name="question" placeholder="Question" aria-label="Question" required />
          <input name="answers" placeholder="Answers, with commas" aria-label="Answers" required />
          <button type="submit">Ask the class</button>
        </form>
      )}
      {polls.map(({ pollId, question, options, closed }) => (
        <fieldset key={pollId}>
          <legend>{question}</legend>
          {options.map(({ text, votes }, index) => (
            <button
              key={text}
              type="button"
              disabled={closed || isTeacher}
              onClick={() => void show.audience.votePoll(pollId, index)}
            >
              {text}: {votes}
            </button>
          ))}
          {isTeacher && !closed && (
            <button type="button" onClick={() => void show.audience.closePoll(pollId)}>
              Close
            </button>
          )}
        </fieldset>
      ))}
    </section>
  );
}

function Teacher() {
  const [stage, setStage] = useState<StageClient | null>(null);
  return (
    <>
      {stage !== null && <Stage stage={stage} />}
      <EnterStage onStage={setStage} />
      <button type="button" onClick={() => void post('begin')}>
        Begin the lesson
      </button>
      <button type="button" onClick={() => void post('end')}>
        End the lesson
      </button>
    </>
  );
}

function Classroom() {
  const [place, setPlace] = useState<Place | null>(null);
  useEffect(() => {
    void fetch(`/site${location.search}`).then(async (answer) => answer.ok && setPlace(await answer.json()));
  }, []);
  if (place === null) return <p>The classroom is being opened…</p>;
  const { origin, showId, ticket, isTeacher } = place;
  return (
    <Show ticket={ticket} showId={showId} origin={origin}>
      {isTeacher ? <Teacher /> : <Player showId={showId} origin={origin} />}
      <Questions isTeacher={isTeacher} />
      <Chat />
    </Show>
  );
}

createRoot(document.getElementById('site') as HTMLElement).render(<Classroom />);
