import type { Connection } from '#client';
import { LAYOUT_KINDS, type Layout, SLATES } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { problemText } from '../ui/problem-text.js';
import { runAction } from '../ui/run-action.js';
import { Switch } from '../ui/switch.js';
import { toast } from '../ui/toast.js';
import type { StudioPanelProps } from './studio-panel.js';

type Box = readonly [x: number, y: number, width: number, height: number];

/** Slots of each layout, in a frame of 32 by 18. */
const SLOTS: Record<Layout['kind'], readonly Box[]> = {
  auto: [
    [1, 1, 19, 16],
    [21, 1, 10, 7.5],
    [21, 9.5, 10, 7.5],
  ],
  solo: [[1, 1, 30, 16]],
  'side-by-side': [
    [1, 4, 14.5, 10],
    [16.5, 4, 14.5, 10],
  ],
  grid: [
    [1, 1, 14.5, 7.5],
    [16.5, 1, 14.5, 7.5],
    [1, 9.5, 14.5, 7.5],
    [16.5, 9.5, 14.5, 7.5],
  ],
  spotlight: [
    [1, 1, 22, 16],
    [24, 1, 7, 4.8],
    [24, 6.6, 7, 4.8],
    [24, 12.2, 7, 4.8],
  ],
  'screen-strip': [
    [1, 1, 30, 12],
    [1, 14, 6, 3],
    [8, 14, 6, 3],
    [15, 14, 6, 3],
  ],
  'picture-in-picture': [
    [1, 1, 30, 16],
    [22, 11, 8, 5],
  ],
};

function LayoutIcon({ kind }: { kind: Layout['kind'] }) {
  return (
    <svg viewBox="0 0 32 18" className="layout-icon" aria-hidden="true">
      {SLOTS[kind].map(([x, y, width, height]) => (
        <rect key={`${x},${y}`} x={x} y={y} width={width} height={height} rx="1" />
      ))}
    </svg>
  );
}

export function setLayout(connection: Connection, layout: Layout): void {
  runAction(connection.request('programme.set-layout', { layout }));
}

/** One press and it is on air: keys 1 to 6 do the same. */
export function LayoutPanel({ stageSession: { connection }, programme }: StudioPanelProps) {
  const t = useText();
  const { layout, slate } = programme;
  const change = (fields: Partial<Layout>) => setLayout(connection, { ...layout, ...fields });
  const setSlate = (kind: (typeof SLATES)[number]) =>
    connection
      .request('programme.set-slate', { slate: { kind, text: '' } })
      .catch((error) => toast(problemText(error)));
  return (
    <div className="panel stack">
      <fieldset className="choices">
        <legend className="field-label">{t('studio.layout')}</legend>
        <div className="layout-grid">
          {LAYOUT_KINDS.map((kind, n) => (
            <button
              key={kind}
              type="button"
              className="layout-choice"
              aria-pressed={layout.kind === kind}
              aria-keyshortcuts={String(n + 1)}
              onClick={() => change({ kind })}
            >
              <LayoutIcon kind={kind} />
              {t(`studio.layout.${kind}`)}
            </button>
          ))}
        </div>
      </fieldset>
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
    </div>
  );
}
