import { FilePlus, Images } from 'lucide-react';
import type { DragEvent } from 'react';
import { useText } from '../../i18n/use-text.js';
import { EmptyState } from '../../ui/notice.js';
import { ProblemState } from '../../ui/problem-state.js';
import { UploadButton } from '../../ui/upload-button.js';
import type { StudioPanelProps } from '../studio-panel.js';
import { ClipsSection } from './clips-section.js';
import { MediaCard } from './media-card.js';
import { MEDIA_TYPES } from './read-pages.js';
import { useMedia } from './use-media.js';
import './media.css';

/** Images and slides that have the large place of the programme at a press. */
export function MediaPanel(props: StudioPanelProps) {
  const { showId, programme, composer } = props;
  const t = useText();
  const { value: items, error, reload, progress, problem, add, remove } = useMedia(showId);
  const { layout } = programme;
  const shownId = layout.media?.assetId;
  const show = (pageId: string | null) =>
    composer.setLayout({ ...layout, media: pageId === null ? null : { assetId: pageId } });
  const send = (given: File) => {
    if (!progress) void add(given);
  };
  const onDrop = (event: DragEvent) => {
    const [given] = event.dataTransfer.files;
    if (!given) return;
    event.preventDefault();
    send(given);
  };
  if (items === undefined && error !== undefined) return <ProblemState error={error} onRetry={reload} />;
  return (
    <section
      className="panel stack"
      aria-label={t('studio.media')}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
    >
      <div className="row">
        <UploadButton
          label={t('studio.media.add')}
          icon={<FilePlus size={16} />}
          types={MEDIA_TYPES}
          busy={progress !== undefined}
          onFile={send}
        />
      </div>
      <p className={problem ? 'field-error' : 'field-hint'} role="status">
        {problem ?? (progress ? t('studio.media.sending', { ...progress }) : t('studio.media.hint'))}
      </p>
      {items?.length === 0 ? (
        <EmptyState
          icon={<Images />}
          title={t('studio.media.empty.title')}
          text={t('studio.media.empty.text')}
        />
      ) : (
        <ul className="media-list">
          {items?.map((item) => (
            <MediaCard
              key={item.id}
              item={item}
              shownId={shownId}
              onShow={show}
              onRemove={() => void remove(item)}
            />
          ))}
        </ul>
      )}
      <ClipsSection {...props} />
    </section>
  );
}
