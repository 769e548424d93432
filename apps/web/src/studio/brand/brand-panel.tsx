import { useState } from 'react';
import { SHOW_LANGUAGES } from '#protocol';
import { useText } from '../../i18n/use-text.js';
import { Button } from '../../ui/button.js';
import { ColourField } from '../../ui/colour-field.js';
import { ChoiceField } from '../../ui/field.js';
import { FontChoice } from '../../ui/font-choice.js';
import { ImagePicker } from '../../ui/image-picker.js';
import { PanelLoading } from '../../ui/panel-loading.js';
import { ProblemState } from '../../ui/problem-state.js';
import { problemText } from '../../ui/problem-text.js';
import { findTicket } from '../../ui/tickets.js';
import { toast } from '../../ui/toast.js';
import type { StudioPanelProps } from '../studio-panel.js';

import { BookendFields } from './bookend-fields.js';
import { type Brand, useBrand } from './use-brand.js';
import { USUAL_COLOUR, wearBrand } from './wear-brand.js';
import './brand.css';

const CORNERS = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const;

/** How the show looks: kept with it, and worn by the programme from its first frame on. */
export function BrandPanel(props: StudioPanelProps) {
  const { brand, error, reload, change } = useBrand(props.showId);
  if (!brand) return error ? <ProblemState error={error} onRetry={reload} /> : <PanelLoading />;
  return <BrandForm {...props} brand={brand} onSave={change} />;
}

interface BrandFormProps extends StudioPanelProps {
  brand: Brand;
  onSave(fields: Partial<Brand>): Promise<Brand>;
}

function BrandForm({ showId, programme, composer, brand, onSave }: BrandFormProps) {
  const t = useText();
  const [draft, setDraft] = useState(brand);
  const [isBusy, setBusy] = useState(false);
  const put = (fields: Partial<Brand>) => setDraft((last) => ({ ...last, ...fields }));
  const save = async () => {
    setBusy(true);
    try {
      const { banners: _, ...fields } = draft;
      wearBrand(composer, programme, await onSave(fields));
      toast(t('common.saved'));
    } catch (thrown) {
      toast(problemText(thrown));
    }
    setBusy(false);
  };
  const image = (name: 'background' | 'frame', hint: string) => (
    <ImagePicker
      showId={showId}
      label={t(`studio.brand.${name}`)}
      hint={hint}
      chosen={draft[name]}
      onChoose={(chosen) => put({ [name]: chosen?.id ?? null })}
      credential={findTicket(showId)?.ticket}
    />
  );
  return (
    <form
      className="panel stack brand-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p className="field-hint">{t('studio.brand.text')}</p>
      <ColourField
        label={t('studio.brand.colour')}
        usual={USUAL_COLOUR}
        value={draft.colour}
        onChange={(colour) => put({ colour })}
      />
      <FontChoice label={t('studio.brand.font')} font={draft.font} onChange={(font) => put({ font })} />
      <ChoiceField
        label={t('studio.brand.language')}
        value={draft.language}
        options={SHOW_LANGUAGES.map((value) => ({ value, label: t(`studio.brand.language.${value}`) }))}
        onChange={(language) => put({ language })}
      />
      <ImagePicker
        showId={showId}
        label={t('studio.overlay.logo')}
        hint={t('studio.overlay.logo.hint')}
        chosen={draft.logo?.assetId ?? null}
        onChoose={(chosen) =>
          put({ logo: chosen && { assetId: chosen.id, corner: draft.logo?.corner ?? 'top-right' } })
        }
        credential={findTicket(showId)?.ticket}
      />
      {draft.logo ? (
        <ChoiceField
          label={t('studio.overlay.corner')}
          value={draft.logo.corner}
          options={CORNERS.map((value) => ({ value, label: t(`studio.overlay.${value}`) }))}
          onChange={(corner) => put({ logo: draft.logo && { ...draft.logo, corner } })}
        />
      ) : null}
      {image('background', t('studio.brand.background.hint'))}
      {image('frame', t('studio.brand.frame.hint'))}
      <BookendFields showId={showId} brand={draft} onChange={put} />
      <div className="brand-save">
        <Button type="submit" variant="primary" busy={isBusy}>
          {t('studio.brand.save')}
        </Button>
      </div>
    </form>
  );
}
