import { useId } from 'react';

interface ShareSliderProps {
  label: string;
  /** 0 to 1, or from `min`. */
  value: number;
  min?: number;
  max?: number;
  onChange(value: number): void;
}

/** A share of a side, in percent. */
export function ShareSlider({ label, value, min = 0, max = 1, onChange }: ShareSliderProps) {
  const id = useId();
  const percent = Math.round(value * 100);
  return (
    <div className="share-slider">
      <label className="small" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="range"
        min={min * 100}
        max={max * 100}
        step={1}
        aria-valuetext={`${percent}%`}
        value={percent}
        onChange={({ target }) => onChange(Number(target.value) / 100)}
      />
      <span className="small tabular">{percent}%</span>
    </div>
  );
}
