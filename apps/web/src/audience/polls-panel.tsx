import { ChartColumn, Plus } from 'lucide-react';
import { useState } from 'react';
import type { AudienceClient } from '#client';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import { EmptyState } from '../ui/notice.js';
import { useObserved } from '../ui/use-observed.js';
import { PollCard } from './poll-card.js';
import { PollForm } from './poll-form.js';
import { ScoreTable } from './score-table.js';
import './audience.css';

interface PollsPanelProps {
  audience: AudienceClient;
  isModerator: boolean;
  canVote: boolean;
}

/** Polls, quizzes, predictions and giveaways, the newest first, and who has most right answers. */
export function PollsPanel({ audience, isModerator, canVote }: PollsPanelProps) {
  const t = useText();
  const { polls, scores = [] } = useObserved(audience.state);
  const [making, setMaking] = useState(false);
  return (
    <div className="panel stack">
      {isModerator && !making ? (
        <Button variant="outline" icon={<Plus size={16} />} onClick={() => setMaking(true)}>
          {t('studio.polls.new')}
        </Button>
      ) : null}
      {making ? <PollForm audience={audience} onDone={() => setMaking(false)} /> : null}
      {polls.length === 0 && !making ? (
        <EmptyState
          icon={<ChartColumn />}
          title={t('watch.polls.empty')}
          text={t('watch.polls.empty.text')}
        />
      ) : null}
      {polls.toReversed().map((poll) => (
        <PollCard
          key={poll.pollId}
          poll={poll}
          audience={audience}
          isModerator={isModerator}
          canVote={canVote}
        />
      ))}
      {scores.length > 0 ? <ScoreTable scores={scores} /> : null}
    </div>
  );
}
