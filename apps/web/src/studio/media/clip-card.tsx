import { Eye, EyeOff, type LucideIcon, Pause, Play, Repeat, SkipBack, Square } from 'lucide-react';
import { useState } from 'react';
import type { MediaFile } from '#client';
import type { Layout } from '#protocol';
import { useText } from '../../i18n/use-text.js';
import { Button, type ButtonProps } from '../../ui/button.js';
import { IconButton } from '../../ui/icon-button.js';
import { ClipState } from './clip-state.js';
import { DeleteButton } from './delete-button.js';
import type { ClipProgress } from './send-parts.js';

export type AtEnd = NonNullable<NonNullable<Layout['media']>['atEnd']>;

export interface ClipCardProps {
  file: MediaFile;
  progress: ClipProgress | undefined;
  /** What the programme shows in the large place. */
  shown: Layout['media'];
  isLive: boolean;
  onShow(media: Layout['media']): void;
  onControl(action: 'play' | 'pause' | 'stop', repeat?: boolean): void;
  onRemove(): void;
}

/** A video or audio file: the progress of its upload and conversion, then its controls. */
export function ClipCard(props: ClipCardProps) {
  const { file, progress, shown, onShow, onRemove } = props;
  const isShown = shown?.assetId === file.id;
  return (
    <li className={isShown ? 'clip-card media-on' : 'clip-card'}>
      <div className="clip-head">
        <p className="truncate media-name">{file.name}</p>
        <DeleteButton
          name={file.name}
          onDelete={() => {
            if (isShown) onShow(null);
            onRemove();
          }}
        />
      </div>
      <ClipState file={file} progress={progress} />
      {file.state === 'ready' ? (
        file.hasVideo ? (
          <VideoControls {...props} />
        ) : (
          <AudioControls {...props} />
        )
      ) : null}
    </li>
  );
}

/** In the large place of the programme, from its first frame. */
function VideoControls({ file: { id, name }, shown, isLive, onShow, onControl }: ClipCardProps) {
  const t = useText();
  const isShown = shown?.assetId === id;
  const [chosen, setChosen] = useState<AtEnd>('leave');
  const atEnd = (isShown ? shown.atEnd : undefined) ?? chosen;
  const choose = (next: AtEnd) => {
    setChosen(next);
    if (isShown) onShow({ assetId: id, atEnd: next });
  };
  return (
    <div className="clip-actions">
      <Button
        size="small"
        variant={isShown ? 'outline' : 'primary'}
        icon={isShown ? <EyeOff size={15} /> : <Eye size={15} />}
        aria-label={t(isShown ? 'studio.clips.hide.name' : 'studio.clips.show.name', { name })}
        onClick={() => onShow(isShown ? null : { assetId: id, atEnd })}
      >
        {t(isShown ? 'studio.clips.hide' : 'studio.clips.show')}
      </Button>
      {isShown && isLive ? (
        <>
          <Control
            icon={SkipBack}
            name={t('studio.clips.restart', { name })}
            onClick={() => onControl('stop')}
          />
          <Control icon={Pause} name={t('studio.clips.pause', { name })} onClick={() => onControl('pause')} />
          <Control icon={Play} name={t('studio.clips.play', { name })} onClick={() => onControl('play')} />
        </>
      ) : null}
      <span className="clip-at-end-label" aria-hidden="true">
        {t('studio.clips.at-end.short')}
      </span>
      <select
        className="input clip-at-end"
        aria-label={t('studio.clips.at-end', { name })}
        value={atEnd}
        onChange={({ target }) => choose(target.value as AtEnd)}
      >
        {(['leave', 'stay', 'repeat'] as const).map((each) => (
          <option key={each} value={each}>
            {t(`studio.clips.at-end.${each}`)}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Heard without a place in the programme, and lowered while people speak. */
function AudioControls({ file: { name }, isLive, onControl }: ClipCardProps) {
  const t = useText();
  const [repeats, setRepeats] = useState(false);
  return (
    <div className="clip-actions">
      <Control
        icon={Play}
        variant="outline"
        name={t('studio.clips.play', { name })}
        disabled={!isLive}
        onClick={() => onControl('play', repeats)}
      />
      <Control
        icon={Pause}
        name={t('studio.clips.pause', { name })}
        disabled={!isLive}
        onClick={() => onControl('pause')}
      />
      <Control
        icon={Square}
        name={t('studio.clips.stop', { name })}
        disabled={!isLive}
        onClick={() => onControl('stop')}
      />
      <Control
        icon={Repeat}
        variant={repeats ? 'outline' : 'ghost'}
        name={t('studio.clips.repeat', { name })}
        aria-pressed={repeats}
        onClick={() => setRepeats(!repeats)}
      />
    </div>
  );
}

interface ControlProps extends Pick<ButtonProps, 'variant' | 'disabled' | 'onClick' | 'aria-pressed'> {
  name: string;
  icon: LucideIcon;
}

function Control({ icon: Icon, variant = 'ghost', ...rest }: ControlProps) {
  return (
    <IconButton size="small" variant={variant} {...rest}>
      <Icon size={16} />
    </IconButton>
  );
}
