import { ChartColumn, CircleQuestionMark, MessageCircle } from 'lucide-react';
import { useState } from 'react';
import { ChatPanel } from '../audience/chat-panel.js';
import { PollsPanel } from '../audience/polls-panel.js';
import { QuestionsPanel } from '../audience/questions-panel.js';
import { useText } from '../i18n/use-text.js';
import { isModeratorRole } from '../ui/is-moderator.js';
import { Tabs } from '../ui/tabs.js';
import { useObserved } from '../ui/use-observed.js';
import type { AudienceSession } from './audience-session.js';
import { NameForm } from './name-form.js';
import { Reactions } from './reactions.js';
import type { AudienceConnection } from './use-audience-session.js';

export function SidePanel({ talk }: { talk: AudienceConnection }) {
  const t = useText();
  if (!talk.audienceSession)
    return <p className="panel dim small">{talk.problem ?? t('watch.chat.offline')}</p>;
  return <Talk talk={talk} audienceSession={talk.audienceSession} />;
}

function Talk({ talk, audienceSession }: { talk: AudienceConnection; audienceSession: AudienceSession }) {
  const t = useText();
  const { session, phase } = useObserved(audienceSession.connection.state);
  const { questions, polls } = useObserved(audienceSession.audience.state);
  const isModerator = isModeratorRole(session?.role);
  const mayTalk = talk.name !== null;
  const [isRenaming, setRenaming] = useState(false);
  // Who has a role has a name that others know.
  const canRename = mayTalk && session?.role === 'viewer';
  const { connection, audience } = audienceSession;
  const join = mayTalk ? undefined : <NameForm actionLabel={t('watch.chat.join')} onName={talk.choose} />;
  const rename = isRenaming ? (
    <NameForm
      actionLabel={t('watch.chat.rename')}
      first={talk.name ?? ''}
      onName={(name) => {
        setRenaming(false);
        talk.choose(name);
      }}
      onCancel={() => setRenaming(false)}
    />
  ) : undefined;
  return (
    <>
      <Tabs
        label={t('watch.side')}
        tabs={[
          {
            id: 'chat',
            label: t('watch.chat'),
            icon: <MessageCircle size={15} />,
            content: (
              <ChatPanel
                connection={connection}
                audience={audience}
                isModerator={isModerator}
                instead={join ?? rename}
                onRename={canRename ? () => setRenaming(true) : undefined}
              />
            ),
          },
          {
            id: 'questions',
            label: t('watch.questions'),
            icon: <CircleQuestionMark size={15} />,
            count: questions.filter(({ state }) => state === 'open').length,
            content: <QuestionsPanel audience={audience} isModerator={isModerator} canAsk={mayTalk} />,
          },
          {
            id: 'polls',
            label: t('watch.polls'),
            icon: <ChartColumn size={15} />,
            count: polls.filter(({ closed }) => !closed).length,
            content: <PollsPanel audience={audience} isModerator={isModerator} canVote />,
          },
        ]}
      />
      {phase === 'lost' ? <p className="panel dim small">{t('watch.chat.offline')}</p> : null}
      <Reactions audience={audience} />
    </>
  );
}
