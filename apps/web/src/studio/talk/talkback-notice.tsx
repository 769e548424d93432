import type { StageClient, StudioTalk } from '#client';
import { useText } from '../../i18n/use-text.js';
import { Button } from '../../ui/button.js';
import { Notice } from '../../ui/notice.js';
import { runAction } from '../../ui/run-action.js';
import { useObserved } from '../../ui/use-observed.js';
import type { OwnTracks } from '../use-own-tracks.js';
import { useSilentRestart } from './use-silent-restart.js';

interface TalkbackNoticeProps {
  stage: StageClient;
  talk: StudioTalk;
  own: Pick<OwnTracks, 'microphoneOn' | 'toggleMicrophone'>;
}

/** Says to a host that one person alone hears them, and to that person who it is. */
export function TalkbackNotice({ stage, talk, own }: TalkbackNoticeProps) {
  const t = useText();
  const { roster, participantId, phase } = useObserved(stage.state);
  const { participants } = roster;
  const me = participants.find((each) => each.participantId === participantId);
  const hosts = participants.filter(({ talksTo }) => participantId !== null && talksTo === participantId);
  useSilentRestart(me?.talksTo !== undefined, phase !== 'on' && phase !== 'left', own);
  return (
    <>
      {me?.talksTo === undefined ? null : (
        <HostNotice
          name={participants.find((each) => each.participantId === me.talksTo)?.name}
          isMuted={!own.microphoneOn}
          onEnd={() => runAction(talk.talkTo(null))}
        />
      )}
      {hosts.map(({ participantId: hostId, name }) => (
        <Notice key={hostId} mood="good" title={t('studio.talkback.guest', { name })}>
          <p>{t(me?.onStage ? 'studio.talkback.guest.text' : 'studio.talkback.guest.backstage', { name })}</p>
        </Notice>
      ))}
    </>
  );
}

interface HostNoticeProps {
  name: string | undefined;
  isMuted: boolean;
  onEnd(): void;
}

function HostNotice({ name, isMuted, onEnd }: HostNoticeProps) {
  const t = useText();
  return (
    <Notice
      mood={name === undefined ? 'warn' : 'good'}
      title={name === undefined ? t('studio.talkback.gone') : t('studio.talkback.host', { name })}
    >
      <p>
        {t(
          isMuted
            ? 'studio.talkback.muted'
            : name === undefined
              ? 'studio.talkback.gone.text'
              : 'studio.talkback.host.text',
        )}
      </p>
      <Button size="small" variant="primary" onClick={onEnd}>
        {t('studio.talkback.end')}
      </Button>
    </Notice>
  );
}
