import { ImageOff, ImageUp, Trash2 } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import type { StoredImage } from '#client';
import { isSiteFile } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { api } from './api.js';
import { Button } from './button.js';
import { ConfirmDialog } from './confirm-dialog.js';
import { fitImage, IMAGE_TYPES } from './fit-image.js';
import { problemText } from './problem-text.js';
import { UploadButton } from './upload-button.js';
import { useFetched } from './use-fetched.js';
import './image-picker.css';

interface ImagePickerProps {
  showId: string;
  label: string;
  hint: string;
  /** An image's id or its address. */
  chosen: string | null;
  onChoose(image: Pick<StoredImage, 'id' | 'url'> | null): void;
  /** Of who has no session. */
  credential?: string | undefined;
}

interface ChoiceProps {
  name: string;
  isChosen: boolean;
  onChoose(): void;
  children: ReactNode;
}

function Choice({ name, isChosen, onChoose, children }: ChoiceProps) {
  return (
    <button
      type="button"
      className="image-choice"
      aria-pressed={isChosen}
      aria-label={name}
      onClick={onChoose}
    >
      {children}
    </button>
  );
}

const siteImageUrl = (id: string): string => `/pictures/site/${encodeURIComponent(id)}`;

type Upload = { is: 'idle' | 'sending' | 'sent' | 'removed' } | { is: 'failed'; problem: string };

/** The images of a show: one is chosen, others can be uploaded and deleted. */
export function ImagePicker({ showId, label, hint, chosen, onChoose, credential }: ImagePickerProps) {
  const t = useText();
  const id = useId();
  const [upload, setUpload] = useState<Upload>({ is: 'idle' });
  const [asks, setAsks] = useState(false);
  const { value: images = [], reload } = useFetched(['images', showId], () => api.images(showId, credential));
  const isChosen = (image: Pick<StoredImage, 'id' | 'url'>) => image.id === chosen || image.url === chosen;
  const current = images.find(isChosen);
  const [first] = useState(chosen);
  // A show begins with images of the site, which are not in its own list.
  const siteImage = first !== null && isSiteFile(first) ? first : null;
  const attempt = async (work: () => Promise<Upload>) => {
    setUpload(await work().catch((error): Upload => ({ is: 'failed', problem: problemText(error) })));
    reload();
  };
  const send = (file: File) => {
    setUpload({ is: 'sending' });
    void attempt(async () => {
      onChoose(await api.uploadImage(showId, await fitImage(file), credential));
      return { is: 'sent' };
    });
  };
  const remove = (image: StoredImage) =>
    attempt(async () => {
      await api.removeImage(showId, image.id, credential);
      onChoose(null);
      return { is: 'removed' };
    });
  return (
    <fieldset className="image-picker" aria-describedby={`${id}-hint`}>
      <legend className="field-label">{label}</legend>
      <p id={`${id}-hint`} className="field-hint">
        {hint}
      </p>
      <div className="image-choices">
        <Choice name={t('image.none')} isChosen={chosen === null} onChoose={() => onChoose(null)}>
          <ImageOff size={20} aria-hidden="true" />
        </Choice>
        {siteImage === null ? null : (
          <Choice
            name={t('image.site')}
            isChosen={chosen === siteImage}
            onChoose={() => onChoose({ id: siteImage, url: siteImageUrl(siteImage) })}
          >
            <img src={siteImageUrl(siteImage)} alt="" loading="lazy" />
          </Choice>
        )}
        {images.map((image, n) => (
          <Choice
            key={image.id}
            name={t('image.number', { number: n + 1 })}
            isChosen={isChosen(image)}
            onChoose={() => onChoose(image)}
          >
            <img src={image.url} alt="" loading="lazy" />
          </Choice>
        ))}
      </div>
      <div className="row">
        <UploadButton
          size="small"
          label={t('image.upload')}
          icon={<ImageUp size={16} />}
          types={IMAGE_TYPES}
          busy={upload.is === 'sending'}
          onFile={send}
        />
        {current ? (
          <Button size="small" variant="ghost" icon={<Trash2 size={16} />} onClick={() => setAsks(true)}>
            {t('image.remove')}
          </Button>
        ) : null}
      </div>
      <p className={upload.is === 'failed' ? 'field-error' : 'field-hint'} role="status">
        {upload.is === 'failed' ? upload.problem : upload.is === 'idle' ? '' : t(`image.${upload.is}`)}
      </p>
      <ConfirmDialog
        open={asks}
        title={t('image.remove.title')}
        text={t('image.remove.text')}
        actionLabel={t('image.remove')}
        onConfirm={() => {
          setAsks(false);
          if (current) void remove(current);
        }}
        onCancel={() => setAsks(false)}
      />
    </fieldset>
  );
}
