import { type FormEvent, useState } from 'react';
import { BRAND_FONTS } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { Button } from '../ui/button.js';
import { ColourField } from '../ui/colour-field.js';
import { TextField } from '../ui/field.js';
import { fitImage } from '../ui/fit-image.js';
import { FontChoice } from '../ui/font-choice.js';
import { Notice } from '../ui/notice.js';
import { BrandMark } from '../ui/page-shell.js';
import { problemText } from '../ui/problem-text.js';
import { applySite, type SiteStyle, useSite } from '../ui/site.js';
import { toast } from '../ui/toast.js';
import { SiteImage } from './site-image.js';
import { SiteIntro } from './site-intro.js';

/** Of a site without a colour of its own. */
const USUAL_COLOUR = '#f2ab22';

/** What all pages, players and shared links of this installation show instead of ours. */
export function SiteSettings() {
  const t = useText();
  const site = useSite();
  const [name, setName] = useState(site.name);
  const [colour, setColour] = useState(site.colour);
  const [font, setFont] = useState(BRAND_FONTS.find((each) => each === site.font) ?? 'sans');
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
    void attempt(() => api.changeSite({ name: name.trim() === '' ? null : name.trim(), colour, font }));
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
      <SiteImage
        kind="logo"
        texts={{
          name: t('owner.site.logo'),
          hint: t('owner.site.logo.hint'),
          upload: t('owner.site.logo.upload'),
          remove: t('owner.site.logo.remove'),
        }}
        isSet={site.logoUrl !== null}
        busy={busy}
        onFile={(file) => attempt(async () => api.setSiteLogo(await fitImage(file)))}
        onRemove={() => attempt(() => api.removeSiteLogo())}
      >
        <BrandMark />
      </SiteImage>
      <FontChoice label={t('owner.site.font')} font={font} onChange={setFont} />
      <SiteImage
        kind="background"
        texts={{
          name: t('owner.site.background'),
          hint: t('owner.site.background.hint'),
          upload: t('owner.site.background.upload'),
          remove: t('owner.site.background.remove'),
        }}
        isSet={site.backgroundUrl !== null}
        busy={busy}
        onFile={(file) => attempt(async () => api.setSiteBackground(await fitImage(file)))}
        onRemove={() => attempt(() => api.removeSiteBackground())}
      >
        {site.backgroundUrl === null ? null : <img src={site.backgroundUrl} alt="" />}
      </SiteImage>
      <SiteIntro />
      {problem ? <Notice mood="bad" title={problem} /> : null}
      <Button type="submit" variant="primary" busy={busy}>
        {t('common.save')}
      </Button>
    </form>
  );
}
