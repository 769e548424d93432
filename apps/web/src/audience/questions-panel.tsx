import { ChevronUp, CircleCheck, CircleQuestionMark } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { AudienceClient } from '#client';
import type { Question } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { Badge } from '../ui/badge.js';
import { Button } from '../ui/button.js';
import { EmptyState } from '../ui/notice.js';
import { runAction } from '../ui/run-action.js';
import { useObserved } from '../ui/use-observed.js';
import './audience.css';

/** Most wanted first; answered ones sink. */
const ranked = (questions: readonly Question[]): Question[] =>
  questions
    .filter(({ state }) => state !== 'hidden')
    .sort((a, b) => Number(a.state === 'answered') - Number(b.state === 'answered') || b.votes - a.votes);

interface QuestionsPanelProps {
  audience: AudienceClient;
  isModerator: boolean;
  canAsk: boolean;
  /** Puts a question on the programme, for a host. */
  onShow?: ((comment: { name: string; text: string }) => void) | undefined;
}

export function QuestionsPanel({ audience, isModerator, canAsk, onShow }: QuestionsPanelProps) {
  const t = useText();
  const { questions, votedFor, rules } = useObserved(audience.state);
  const [text, setText] = useState('');
  const [clicked, setClicked] = useState<Readonly<Record<string, boolean>>>({});
  const hasVoted = (questionId: string) => clicked[questionId] ?? votedFor.includes(questionId);
  const ask = (event: FormEvent) => {
    event.preventDefault();
    const asked = text.trim();
    if (asked === '') return;
    setText('');
    runAction(audience.ask(asked));
  };
  const vote = (questionId: string) => {
    const up = !hasVoted(questionId);
    setClicked({ ...clicked, [questionId]: up });
    runAction(audience.voteQuestion(questionId, up));
  };
  return (
    <div className="chat">
      {ranked(questions).length === 0 ? (
        <EmptyState
          icon={<CircleQuestionMark />}
          title={t('watch.questions.empty')}
          text={t('watch.questions.empty.text')}
        />
      ) : (
        <ul className="panel questions stack-tight grow">
          {ranked(questions).map((question) => (
            <li key={question.questionId} className="question">
              <button
                type="button"
                className="vote"
                aria-pressed={hasVoted(question.questionId)}
                onClick={() => vote(question.questionId)}
              >
                <ChevronUp size={16} aria-hidden="true" />
                <span className="visually-hidden">
                  {t(hasVoted(question.questionId) ? 'watch.questions.unvote' : 'watch.questions.vote')}
                </span>{' '}
                {question.votes}
              </button>
              <div className="grow stack-tight">
                <p>{question.text}</p>
                <p className="small dim row-tight">
                  {question.name}
                  {question.state === 'answered' ? (
                    <Badge mood="good">
                      <CircleCheck size={13} aria-hidden="true" />
                      {t('watch.questions.answered')}
                    </Badge>
                  ) : null}
                </p>
                {isModerator && question.state === 'open' ? (
                  <div className="row question-actions">
                    {onShow ? (
                      <Button size="small" variant="primary" onClick={() => onShow(question)}>
                        {t('studio.comment.show')}
                      </Button>
                    ) : null}
                    <Button
                      size="small"
                      variant="outline"
                      onClick={() => runAction(audience.answerQuestion(question.questionId))}
                    >
                      {t('studio.questions.answer')}
                    </Button>
                    <Button
                      size="small"
                      variant="ghost"
                      onClick={() => runAction(audience.hideQuestion(question.questionId))}
                    >
                      {t('studio.questions.hide')}
                    </Button>
                  </div>
                ) : null}
              </div>
            </li>
          ))}
        </ul>
      )}
      {canAsk && rules.questionsOpen ? (
        <form className="chat-field" onSubmit={ask}>
          <input
            className="input"
            value={text}
            maxLength={300}
            aria-label={t('watch.questions.ask')}
            placeholder={t('watch.questions.ask')}
            onChange={(event) => setText(event.target.value)}
          />
          <Button type="submit" variant="primary">
            {t('watch.questions.send')}
          </Button>
        </form>
      ) : null}
    </div>
  );
}
