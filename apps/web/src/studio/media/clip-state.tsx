import type { MediaFile } from '#client';
import { useText } from '../../i18n/use-text.js';
import { clockText } from '../../ui/duration.js';
import type { ClipProgress } from './send-parts.js';

const percent = (share: number): number => Math.floor(share * 100);

/** How far the upload or the conversion of a file is, or what the file has become. */
export function ClipState({ file, progress }: { file: MediaFile; progress: ClipProgress | undefined }) {
  const t = useText();
  const { state, reason, seconds, hasVideo, hasAudio } = file;
  if (state === 'refused')
    return <p className="field-error small">{t(`studio.clips.refused.${reason ?? 'unreadable'}`)}</p>;
  if (state === 'ready') {
    const kind = hasVideo ? (hasAudio ? 'both' : 'video') : 'audio';
    return <p className="small dim">{t(`studio.clips.kind.${kind}`, { length: clockText(seconds ?? 0) })}</p>;
  }
  if (state === 'receiving' && progress?.id !== file.id)
    return <p className="field-error small">{t('studio.clips.unfinished')}</p>;
  const share =
    state === 'receiving' ? (progress ? progress.sentBytes / progress.sizeBytes : 0) : file.progress;
  const text =
    state === 'waiting'
      ? t('studio.clips.waiting')
      : t(state === 'receiving' ? 'studio.clips.uploading' : 'studio.clips.converting', {
          percent: percent(share ?? 0),
        });
  return (
    <div className="stack-tight">
      <p className="small dim" role="status">
        {text}
      </p>
      <progress className="clip-progress" aria-label={file.name} max={1} value={share ?? 0} />
    </div>
  );
}
