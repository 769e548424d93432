import { Phone, PhoneIncoming, PhoneOff, PhoneOutgoing } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CallClient, CallState, StageClient } from '#client';
import type { CallView } from '#protocol';
import { useText } from '../../i18n/use-text.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { runAction } from '../../ui/run-action.js';
import { useCallAttention } from '../../ui/use-call-attention.js';
import { useMediaStream } from '../../ui/use-media-stream.js';
import { useObserved } from '../../ui/use-observed.js';
import { useSilentRestart } from '../talk/use-silent-restart.js';
import type { OwnTracks } from '../use-own-tracks.js';
import './call.css';

interface CallNoticeProps {
  stage: StageClient;
  calls: CallClient;
  own: Pick<OwnTracks, 'microphoneOn' | 'toggleMicrophone'>;
}

/** The private call of this page, from its ringing to the way back to the stage. */
export function CallNotice({ stage, calls, own }: CallNoticeProps) {
  const state = useObserved(calls.state);
  const { roster, participantId, phase } = useObserved(stage.state);
  const { call, partnerId, isCaller } = state;
  const nameOf = (id: string | null) => roster.participants.find((each) => each.participantId === id)?.name;
  const me = roster.participants.find((each) => each.participantId === participantId);
  useSilentRestart(me?.inCall === true, phase !== 'on' && phase !== 'left', own);
  if (call === null) return null;
  const name = nameOf(partnerId) ?? '';
  const end = () => runAction(calls.end());
  if (call.state === 'ringing' && isCaller) return <Outgoing name={name} onCancel={end} />;
  if (call.state === 'ringing')
    return (
      <Incoming
        name={name}
        mayBeDirect={call.mayBeDirect}
        onAccept={() => runAction(calls.accept())}
        onDecline={end}
      />
    );
  if (call.state === 'active')
    return <Active stage={stage} state={state} name={name} isMuted={!own.microphoneOn} onEnd={end} />;
  return <Over call={call} name={name} isCaller={isCaller} isUnheard={me?.inCall === true} onClose={end} />;
}

interface CardProps {
  icon: ReactNode;
  title: string;
  text?: string | undefined;
  actions: ReactNode;
  children?: ReactNode;
}

function CallCard({ icon, title, text, actions, children }: CardProps) {
  return (
    <section className="call" aria-label={title}>
      <div className="call-words" role="status">
        <span className="call-mark" aria-hidden="true">
          {icon}
        </span>
        <div>
          <strong>{title}</strong>
          {text ? <p className="small dim">{text}</p> : null}
        </div>
      </div>
      {children}
      <div className="call-actions">{actions}</div>
    </section>
  );
}

function Outgoing({ name, onCancel }: { name: string; onCancel(): void }) {
  const t = useText();
  return (
    <CallCard
      icon={<PhoneOutgoing size={18} />}
      title={t('studio.call.calling', { name })}
      text={t('studio.call.calling.text')}
      actions={
        <Button size="small" variant="outline" onClick={onCancel}>
          {t('studio.call.cancel')}
        </Button>
      }
    />
  );
}

interface IncomingProps {
  name: string;
  mayBeDirect: boolean;
  onAccept(): void;
  onDecline(): void;
}

function Incoming({ name, mayBeDirect, onAccept, onDecline }: IncomingProps) {
  const t = useText();
  const title = t('studio.call.incoming', { name });
  const text = mayBeDirect
    ? `${t('studio.call.incoming.text')} ${t('studio.call.incoming.direct')}`
    : t('studio.call.incoming.text');
  useCallAttention(title, text);
  return (
    <CallCard
      icon={<PhoneIncoming size={18} />}
      title={title}
      text={text}
      actions={
        <>
          <Button size="small" variant="primary" icon={<Phone size={15} />} onClick={onAccept}>
            {t('studio.call.accept')}
          </Button>
          <Button size="small" variant="outline" onClick={onDecline}>
            {t('studio.call.decline')}
          </Button>
        </>
      }
    />
  );
}

interface ActiveProps {
  stage: StageClient;
  state: CallState;
  name: string;
  isMuted: boolean;
  onEnd(): void;
}

function Active({ stage, state, name, isMuted, onEnd }: ActiveProps) {
  const t = useText();
  return (
    <CallCard
      icon={<Phone size={18} />}
      title={t('studio.call.with', { name })}
      text={t(isMuted ? 'studio.talkback.muted' : 'studio.call.text')}
      actions={
        <Button size="small" variant="live" icon={<PhoneOff size={15} />} onClick={onEnd}>
          {t('studio.call.hang-up')}
        </Button>
      }
    >
      <div className="call-route">
        <PartnerVideo stage={stage} state={state} name={name} />
        <Route state={state} />
      </div>
    </CallCard>
  );
}

function Route({ state: { route, directMs, serverMs } }: { state: CallState }) {
  const t = useText();
  const ms = (value: number | null) => (value === null ? undefined : t('studio.call.ms', { ms: value }));
  const server = ms(serverMs);
  return (
    <div className="small" data-route={route} role="status">
      <Badge mood={route === 'direct' ? 'good' : 'plain'}>
        {t(route === 'direct' ? 'studio.call.direct' : 'studio.call.server')}
        {route === 'direct' ? ` · ${ms(directMs) ?? '…'}` : server ? ` · ${server}` : ''}
      </Badge>
      {route === 'direct' && server ? (
        <p className="dim">{t('studio.call.server.beside', { ms: server })}</p>
      ) : null}
    </div>
  );
}

function PartnerVideo({ stage, state, name }: Pick<ActiveProps, 'stage' | 'state' | 'name'>) {
  const { remote, roster } = useObserved(stage.state);
  const { partnerId, route, camera } = state;
  const sends = roster.participants
    .find((each) => each.participantId === partnerId)
    ?.tracks.some(({ source, paused }) => source === 'camera' && !paused);
  const overServer = remote.find(
    (each) => each.participantId === partnerId && each.source === 'camera',
  )?.stream;
  const video = useMediaStream<HTMLVideoElement>((route === 'direct' ? camera : overServer) ?? null);
  return sends ? <video ref={video} className="call-video" muted playsInline aria-label={name} /> : null;
}

interface OverProps {
  call: CallView;
  name: string;
  isCaller: boolean;
  isUnheard: boolean;
  onClose(): void;
}

function Over({ call, name, isCaller, isUnheard, onClose }: OverProps) {
  const t = useText();
  const missed = call.end === 'no-answer' && !isCaller;
  const title =
    name === ''
      ? t('studio.call.over.gone')
      : t(missed ? 'studio.call.over.missed' : `studio.call.over.${call.end ?? 'hung-up'}`, { name });
  return (
    <CallCard
      icon={<PhoneOff size={18} />}
      title={title}
      text={isUnheard ? t('studio.call.over.unheard') : undefined}
      actions={
        <Button size="small" variant={isUnheard ? 'primary' : 'outline'} onClick={onClose}>
          {t(isUnheard ? 'studio.call.back' : 'common.close')}
        </Button>
      }
    />
  );
}
