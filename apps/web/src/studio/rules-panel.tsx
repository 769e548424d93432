import type { AudienceRules } from '#client';
import { useText } from '../i18n/use-text.js';
import { ChoiceField } from '../ui/field.js';
import { runAction } from '../ui/run-action.js';
import { Switch } from '../ui/switch.js';
import { useObserved } from '../ui/use-observed.js';
import { DefencesForm } from './defences-form.js';
import { NoticeForm } from './notice-form.js';
import { ShowBans } from './show-bans.js';
import type { StudioPanelProps } from './studio-panel.js';
import { WordsForm } from './words-form.js';

const SLOW_SECONDS = [0, 5, 15, 30, 60];
const SHOWN_PER_SECOND = [0, 5, 10, 25, 50];

/** What the audience may do, for everybody at once. */
export function RulesPanel({ showId, stageSession, clients: { audience } }: StudioPanelProps) {
  const t = useText();
  const { rules } = useObserved(audience.state);
  const set = (change: Partial<AudienceRules>) => {
    runAction(audience.setRules(change));
  };
  return (
    <section className="panel stack" aria-label={t('studio.rules')}>
      <div>
        <Switch
          label={t('studio.chat.open')}
          checked={rules.chatOpen}
          onChange={(chatOpen) => set({ chatOpen })}
        />
        <Switch
          label={t('studio.questions.open')}
          checked={rules.questionsOpen}
          onChange={(questionsOpen) => set({ questionsOpen })}
        />
        <Switch
          label={t('studio.reactions.open')}
          checked={rules.reactionsOpen}
          onChange={(reactionsOpen) => set({ reactionsOpen })}
        />
        <Switch
          label={t('studio.rules.in-step')}
          checked={rules.inStep}
          onChange={(inStep) => set({ inStep })}
        />
      </div>
      <ChoiceField
        label={t('studio.chat.slow')}
        value={String(rules.slowModeSeconds)}
        options={SLOW_SECONDS.map((count) => ({
          value: String(count),
          label: count === 0 ? t('studio.chat.slow.off') : t('studio.chat.slow.seconds', { count }),
        }))}
        onChange={(seconds) => set({ slowModeSeconds: Number(seconds) })}
      />
      <Switch
        label={t('studio.chat.slow.load')}
        checked={rules.slowByLoad}
        onChange={(slowByLoad) => set({ slowByLoad })}
      />
      <ChoiceField
        label={t('studio.chat.sampling')}
        hint={t('studio.chat.sampling.hint')}
        value={String(rules.messagesPerSecond)}
        options={[...new Set([...SHOWN_PER_SECOND, rules.messagesPerSecond])].map((count) => ({
          value: String(count),
          label: count === 0 ? t('studio.chat.sampling.off') : t('studio.chat.sampling.rate', { count }),
        }))}
        onChange={(count) => set({ messagesPerSecond: Number(count) })}
      />
      <NoticeForm audience={audience} />
      <WordsForm audience={audience} />
      <DefencesForm audience={audience} />
      <ShowBans connection={stageSession.connection} showId={showId} />
    </section>
  );
}
