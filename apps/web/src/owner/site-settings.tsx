import { ImageUp, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { Button } from '../ui/button.js';
import { ColourField } from '../ui/colour-field.js';
import { TextField } from '../ui/field.js';
import { fitImage, IMAGE_TYPES } from '../ui/fit-image.js';
import { Notice } from '../ui/notice.js';
import { BrandMark } from '../ui/page-shell.js';
import { problemText } from '../ui/problem-text.js';
import { applySite, type SiteStyle, useSite } from '../ui/site.js';
import { toast } from '../ui/toast.js';
import { UploadButton } from '../ui/upload-button.js';

/** Of a site without a colour of its own. */
const USUAL_COLOUR = '#f2ab22';

/** What all pages, players and shared links of this installation show instead of ours. */
export function SiteSettings() {
  const t = useText();
  const site = useSite();
  const [name, setName] = useState(site.name);
  const [colour, setColour] = useState(site.colour);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const attempt = async (work: () => Promise<SiteStyle>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const changed = await work();
      await applySite(changed);
      setName(changed.name);
      toast(t('common.saved'));
    } catch (thrown) {
      setProblem(problemText(thrown));
    }
    setBusy(false);
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    void attempt(() => api.changeSite({ name: name.trim() === '' ? null : name.trim(), colour }));
  };
  return (
    <form className="card card-pad stack" onSubmit={save}>
      <h2>{t('owner.site')}</h2>
      <p className="dim">{t('owner.site.text')}</p>
      <TextField
        label={t('owner.site.name')}
        maxLength={64}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <ColourField label={t('owner.site.colour')} usual={USUAL_COLOUR} value={colour} onChange={setColour} />
      <LogoField site={site} busy={busy} attempt={attempt} />
      {problem ? <Notice mood="bad" title={problem} /> : null}
      <Button type="submit" variant="primary" busy={busy}>
        {t('common.save')}
      </Button>
    </form>
  );
}

interface LogoFieldProps {
  site: SiteStyle;
  busy: boolean;
  attempt(work: () => Promise<SiteStyle>): Promise<void>;
}

function LogoField({ site, busy, attempt }: LogoFieldProps) {
  const t = useText();
  return (
    <fieldset className="stack-tight site-logo">
      <legend className="field-label">{t('owner.site.logo')}</legend>
      <p className="field-hint">{t('owner.site.logo.hint')}</p>
      <div className="row">
        <span className="site-logo-view">
          <BrandMark />
        </span>
        <UploadButton
          size="small"
          label={t('owner.site.logo.upload')}
          icon={<ImageUp size={16} />}
          types={IMAGE_TYPES}
          busy={busy}
          onFile={(file) => void attempt(async () => api.setSiteLogo(await fitImage(file)))}
        />
        {site.logoUrl === null ? null : (
          <Button
            size="small"
            variant="ghost"
            icon={<Trash2 size={16} />}
            onClick={() => void attempt(() => api.removeSiteLogo())}
          >
            {t('owner.site.logo.remove')}
          </Button>
        )}
      </div>
    </fieldset>
  );
}
