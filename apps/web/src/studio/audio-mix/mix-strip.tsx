import { RotateCcw, Volume2, VolumeX } from 'lucide-react';
import type { AudioMix } from '#protocol';
import { useText } from '../../i18n/use-text.js';
import { IconButton } from '../../ui/icon-button.js';
import { AS_SENT, levelOf, type MixSender, type MixSource } from './mix-sender.js';

interface MixStripProps {
  name: string;
  source: MixSource;
  audioMix: AudioMix;
  mixer: MixSender;
  disabled: boolean;
}

/** One source: how loud, where, and whether it is heard at all. */
export function MixStrip({ name, source, audioMix, mixer, disabled }: MixStripProps) {
  const t = useText();
  const { volume, muted, pan } = levelOf(audioMix, source);
  const isAsSent = volume === AS_SENT.volume && !muted && pan === AS_SENT.pan;
  return (
    <li className="mix-strip">
      <span className="mix-name">{name}</span>
      <IconButton
        name={t(muted ? 'studio.audio.unmute' : 'studio.audio.mute', { name })}
        variant={muted ? 'danger' : 'ghost'}
        size="small"
        aria-pressed={muted}
        disabled={disabled}
        onClick={() => mixer.set(audioMix, source, { muted: !muted })}
      >
        {muted ? <VolumeX size={16} /> : <Volume2 size={16} />}
      </IconButton>
      <IconButton
        name={t('studio.audio.as-sent', { name })}
        variant="ghost"
        size="small"
        disabled={disabled || isAsSent}
        onClick={() => mixer.reset(audioMix, source)}
      >
        <RotateCcw size={16} />
      </IconButton>
      <span className="mix-label" aria-hidden="true">
        {t('studio.audio.volume')}
      </span>
      <input
        type="range"
        aria-label={t('studio.audio.volume.of', { name })}
        aria-valuetext={`${Math.round(volume * 100)}%`}
        min={0}
        max={200}
        step={5}
        disabled={disabled}
        value={Math.round(volume * 100)}
        onChange={({ target }) => mixer.set(audioMix, source, { volume: Number(target.value) / 100 })}
      />
      <span className="mix-value tabular" aria-hidden="true">
        {Math.round(volume * 100)}%
      </span>
      <span className="mix-label" aria-hidden="true">
        {t('studio.audio.pan')}
      </span>
      <input
        type="range"
        aria-label={t('studio.audio.pan.of', { name })}
        aria-valuetext={panText(t, pan)}
        min={-100}
        max={100}
        step={10}
        disabled={disabled}
        value={Math.round(pan * 100)}
        onChange={({ target }) => mixer.set(audioMix, source, { pan: Number(target.value) / 100 })}
      />
      <span className="mix-value tabular" aria-hidden="true">
        {panText(t, pan)}
      </span>
    </li>
  );
}

function panText(t: ReturnType<typeof useText>, pan: number): string {
  const percent = Math.round(Math.abs(pan) * 100);
  if (percent === 0) return t('studio.audio.pan.centre');
  return t(pan < 0 ? 'studio.audio.pan.left' : 'studio.audio.pan.right', { percent });
}
