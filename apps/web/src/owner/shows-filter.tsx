import { useText } from '../i18n/use-text.js';
import { ChoiceField, TextField } from '../ui/field.js';

const STATES = ['all', 'draft', 'scheduled', 'backstage', 'live', 'ended', 'failed'] as const;
export type StateChoice = (typeof STATES)[number];

interface ShowsFilterProps {
  search: string;
  state: StateChoice;
  onSearch(search: string): void;
  onState(state: StateChoice): void;
}

export function ShowsFilter({ search, state, onSearch, onState }: ShowsFilterProps) {
  const t = useText();
  return (
    <div className="owner-filter">
      <TextField
        label={t('owner.shows.search')}
        type="search"
        maxLength={100}
        value={search}
        onChange={(event) => onSearch(event.target.value)}
      />
      <ChoiceField<StateChoice>
        label={t('owner.shows.state')}
        value={state}
        options={STATES.map((value) => ({
          value,
          label: value === 'all' ? t('owner.shows.state.all') : t(`owner.state.${value}`),
        }))}
        onChange={onState}
      />
    </div>
  );
}
