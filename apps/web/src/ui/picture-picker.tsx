import { ImageOff, ImageUp, Trash2 } from 'lucide-react';
import { type ChangeEvent, type ReactNode, useId, useRef, useState } from 'react';
import type { Picture } from '#client';
import { useText } from '../i18n/use-text.js';
import { Button } from './button.js';
import { ConfirmDialog } from './confirm-dialog.js';
import { fitPicture, PICTURE_TYPES } from './fit-picture.js';
import { house, sayProblem } from './house.js';
import { useLoaded } from './use-loaded.js';
import './picture-picker.css';

interface PicturePickerProps {
  showId: string;
  label: string;
  hint: string;
  /** A picture's id or its address. */
  chosen: string | null;
  onChoose(picture: Picture | null): void;
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
      className="picture-choice"
      aria-pressed={isChosen}
      aria-label={name}
      onClick={onChoose}
    >
      {children}
    </button>
  );
}

type Deed = { is: 'idle' | 'sending' | 'sent' | 'removed' } | { is: 'failed'; problem: string };

/** The pictures of a show: one is chosen, others come and go. A wrong choice is undone by choosing the last one again. */
export function PicturePicker({ showId, label, hint, chosen, onChoose, credential }: PicturePickerProps) {
  const t = useText();
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const [deed, setDeed] = useState<Deed>({ is: 'idle' });
  const [asks, setAsks] = useState(false);
  const { value: pictures = [], reload } = useLoaded(() => house.pictures(showId, credential), showId);
  const isChosen = (picture: Picture) => picture.id === chosen || picture.url === chosen;
  const current = pictures.find(isChosen);
  const attempt = async (work: () => Promise<Deed>) => {
    setDeed(await work().catch((error): Deed => ({ is: 'failed', problem: sayProblem(error) })));
    reload();
  };
  const send = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const [given] = currentTarget.files ?? [];
    if (given) {
      setDeed({ is: 'sending' });
      void attempt(async () => {
        onChoose(await house.uploadPicture(showId, await fitPicture(given), credential));
        return { is: 'sent' };
      });
    }
    // The same file once more is a change again.
    currentTarget.value = '';
  };
  const remove = (picture: Picture) =>
    attempt(async () => {
      await house.removePicture(showId, picture.id, credential);
      onChoose(null);
      return { is: 'removed' };
    });
  return (
    <fieldset className="picture-picker" aria-describedby={`${id}-hint`}>
      <legend className="field-label">{label}</legend>
      <p id={`${id}-hint`} className="field-hint">
        {hint}
      </p>
      <div className="picture-choices">
        <Choice name={t('picture.none')} isChosen={chosen === null} onChoose={() => onChoose(null)}>
          <ImageOff size={20} aria-hidden="true" />
        </Choice>
        {pictures.map((picture, n) => (
          <Choice
            key={picture.id}
            name={t('picture.number', { number: n + 1 })}
            isChosen={isChosen(picture)}
            onChoose={() => onChoose(picture)}
          >
            <img src={picture.url} alt="" loading="lazy" />
          </Choice>
        ))}
      </div>
      <div className="row">
        <input
          ref={file}
          type="file"
          hidden
          accept={PICTURE_TYPES.join()}
          onChange={send}
          aria-label={t('picture.upload')}
        />
        <Button
          size="small"
          look="outline"
          icon={<ImageUp size={16} />}
          busy={deed.is === 'sending'}
          onClick={() => file.current?.click()}
        >
          {t('picture.upload')}
        </Button>
        {current ? (
          <Button size="small" look="ghost" icon={<Trash2 size={16} />} onClick={() => setAsks(true)}>
            {t('picture.remove')}
          </Button>
        ) : null}
      </div>
      <p className={deed.is === 'failed' ? 'field-error' : 'field-hint'} role="status">
        {deed.is === 'failed' ? deed.problem : deed.is === 'idle' ? '' : t(`picture.${deed.is}`)}
      </p>
      <ConfirmDialog
        open={asks}
        title={t('picture.remove.title')}
        text={t('picture.remove.text')}
        deed={t('picture.remove')}
        onConfirm={() => {
          setAsks(false);
          if (current) void remove(current);
        }}
        onCancel={() => setAsks(false)}
      />
    </fieldset>
  );
}
