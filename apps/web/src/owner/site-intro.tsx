import { Film, Trash2 } from 'lucide-react';
import { useText } from '../i18n/use-text.js';
import { ClipState } from '../studio/media/clip-state.js';
import type { PartTarget } from '../studio/media/send-parts.js';
import { isUnderWay } from '../studio/media/use-clips.js';
import { useUpload } from '../studio/media/use-upload.js';
import { api } from '../ui/api.js';
import { Button } from '../ui/button.js';
import { problemText } from '../ui/problem-text.js';
import { UploadButton } from '../ui/upload-button.js';
import { useFetched } from '../ui/use-fetched.js';
import '../studio/media/media.css';

const TYPES = ['video/*'];
const WATCH_MS = 1_000;

const target: PartTarget = {
  create: (body) => api.calls.call('site.beginIntro', { body, idempotencyKey: crypto.randomUUID() }),
  addPart: (fileId, from, part) =>
    api.calls.upload('site.addIntroPart', { params: { fileId }, query: { from } }, part),
};

/** The clip that new shows begin with. */
export function SiteIntro() {
  const t = useText();
  const { value, error, reload } = useFetched(['site-intro'], () => api.calls.call('site.intro', {}), {
    everyMs: (intro) => (intro?.file && isUnderWay(intro.file) ? WATCH_MS : null),
  });
  const { progress, problem, attempt, send } = useUpload(target, reload);
  const file = value?.file ?? null;
  const failure = problem ?? (error && !value ? problemText(error) : undefined);
  return (
    <fieldset className="stack-tight site-part">
      <legend className="field-label">{t('owner.site.intro')}</legend>
      <p className="field-hint">{t('owner.site.intro.hint')}</p>
      {file ? (
        <div className="clip-card">
          <p className="truncate media-name">{file.name}</p>
          <ClipState file={file} progress={progress} />
        </div>
      ) : null}
      <div className="row">
        <UploadButton
          size="small"
          label={t('owner.site.intro.upload')}
          icon={<Film size={16} />}
          types={TYPES}
          busy={progress !== undefined}
          onFile={(chosen) => void send(chosen)}
        />
        {file ? (
          <Button
            size="small"
            variant="ghost"
            icon={<Trash2 size={16} />}
            onClick={() => void attempt(() => api.calls.call('site.removeIntro', {}))}
          >
            {t('owner.site.intro.remove')}
          </Button>
        ) : null}
      </div>
      {failure ? (
        <p className="field-error" role="alert">
          {failure}
        </p>
      ) : null}
    </fieldset>
  );
}
