import { type Layout, SLATES } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { problemText } from '../ui/problem-text.js';
import { Switch } from '../ui/switch.js';
import { toast } from '../ui/toast.js';
import { SourceStyles } from './sources/source-styles.js';
import type { StudioPanelProps } from './studio-panel.js';

/** How tiles look, and the slate that covers them. */
export function LayoutPanel(props: StudioPanelProps) {
  const { stageSession, programme, composer } = props;
  const { connection } = stageSession;
  const t = useText();
  const { layout, slate } = programme;
  const change = (fields: Partial<Layout>) => composer.setLayout({ ...layout, ...fields });
  const setSlate = (kind: (typeof SLATES)[number]) =>
    connection
      .request('programme.set-slate', { slate: { kind, text: '' } })
      .catch((error) => toast(problemText(error)));
  return (
    <div className="panel stack">
      <div>
        <Switch
          label={t('studio.layout.labels')}
          checked={layout.labels}
          onChange={(labels) => change({ labels })}
        />
        <Switch
          label={t('studio.layout.fill')}
          checked={layout.fit === 'cover'}
          onChange={(fill) => change({ fit: fill ? 'cover' : 'contain' })}
        />
        <Switch
          label={t('studio.layout.glide')}
          checked={layout.glideMs > 0}
          onChange={(glide) => change({ glideMs: glide ? 250 : 0 })}
        />
        <Switch
          label={t('studio.layout.border')}
          checked={layout.tileBorder === true}
          onChange={(tileBorder) => change({ tileBorder })}
        />
        <Switch
          label={t('studio.layout.shadow')}
          checked={layout.tileShadow === true}
          onChange={(tileShadow) => change({ tileShadow })}
        />
      </div>
      <fieldset className="choices">
        <legend className="field-label">{t('studio.slate')}</legend>
        <div className="row">
          {SLATES.filter((kind) => kind !== 'ended').map((kind) => (
            <button
              key={kind}
              type="button"
              className="chip"
              aria-pressed={slate.kind === kind}
              onClick={() => void setSlate(kind)}
            >
              {t(`studio.slate.${kind}`)}
            </button>
          ))}
        </div>
      </fieldset>
      <SourceStyles {...props} />
    </div>
  );
}
