import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.js';
import '../../ui/results-table.css';
import { saveCsv } from '../save-csv.js';

type Row = readonly (string | number)[];

interface CsvSectionProps {
  title: string;
  count: number;
  file: string;
  head: readonly string[];
  /** All of them, for the file. */
  rows: readonly Row[];
  /** Shown where there are none. */
  none: string;
  children: ReactNode;
}

/** A table of what remains of a show, and the same as a file. */
export function CsvSection({ title, count, file, head, rows, none, children }: CsvSectionProps) {
  const name = `${title} (${count})`;
  return (
    <section className="card card-pad stack-tight" aria-label={title}>
      <div className="row">
        <h2 className="field-label grow">{name}</h2>
        {rows.length > 0 ? (
          <Button
            size="small"
            variant="outline"
            icon={<Download size={15} />}
            aria-label={`CSV: ${title}`}
            onClick={() => saveCsv(file, [head, ...rows])}
          >
            CSV
          </Button>
        ) : null}
      </div>
      {rows.length === 0 ? (
        <p className="small dim">{none}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard
        <section className="results-table" tabIndex={0} aria-label={name}>
          {children}
        </section>
      )}
    </section>
  );
}
