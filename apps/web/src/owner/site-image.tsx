import { ImageUp, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../ui/button.js';
import { IMAGE_TYPES } from '../ui/fit-image.js';
import { UploadButton } from '../ui/upload-button.js';

interface SiteImageProps {
  kind: 'logo' | 'background';
  texts: { name: string; hint: string; upload: string; remove: string };
  isSet: boolean;
  busy: boolean;
  onFile(file: File): Promise<void>;
  onRemove(): Promise<void>;
  /** What is seen of it. */
  children: ReactNode;
}

/** An image of the site, which is uploaded in its place and can be removed. */
export function SiteImage({ kind, texts, isSet, busy, onFile, onRemove, children }: SiteImageProps) {
  return (
    <fieldset className="stack-tight site-part">
      <legend className="field-label">{texts.name}</legend>
      <p className="field-hint">{texts.hint}</p>
      <div className="row">
        <span className={`site-view site-view-${kind}`}>{children}</span>
        <UploadButton
          size="small"
          label={texts.upload}
          icon={<ImageUp size={16} />}
          types={IMAGE_TYPES}
          busy={busy}
          onFile={(file) => void onFile(file)}
        />
        {isSet ? (
          <Button size="small" variant="ghost" icon={<Trash2 size={16} />} onClick={() => void onRemove()}>
            {texts.remove}
          </Button>
        ) : null}
      </div>
    </fieldset>
  );
}
